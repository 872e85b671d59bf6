"""``lift plan``: what a deployment would do, without doing it. Reads only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..plan.plan import Plan
from ..plan.steps import document
from ..ui import Ui
from .options import Options
from .prepare import Build, prepare

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Preview:
    """The plan, and where it would be carried out."""

    project: str
    stage: str
    account: str
    region: str
    plan: Plan

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "account": self.account,
            "region": self.region,
            "steps": [document(step) for step in self.plan.steps],
            "notes": list(self.plan.notes),
        }


def preview(aws: "Aws", build: Build, options: Options, ui: Ui) -> Preview:
    """What ``deploy`` with the same arguments would do now."""
    prepared = prepare(aws, build, options, ui)
    stage, place = aws.target.stage, aws.place
    return Preview(stage.project, stage.name, place.account, place.region, prepared.plan)
