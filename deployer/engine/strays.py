"""Deployments that the settings do not tell of: left behind by a stage or a project that was
renamed or removed, or those of other projects. Pure, but for ``look``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..aws.deployments import Deployment, deployments
from ..errors import AwsError
from ..settings.stage import Stage
from ..ui import Ui

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Strays:
    """``orphans`` are of a project that the settings have, ``others`` of one they do not have."""

    orphans: tuple[Deployment, ...]
    others: tuple[Deployment, ...]

    @property
    def all(self) -> tuple[Deployment, ...]:
        return (*self.orphans, *self.others)

    def notes(self, *, whole: bool) -> Iterator[str]:
        """For a person: each orphan, and the other projects in one line unless ``whole``."""
        yield from (f"orphan, of no stage in the settings: {_told(each)}" for each in self.orphans)
        if whole:
            yield from (f"another project: {_told(each)}" for each in self.others)
        elif known := ", ".join(sorted({each.project for each in self.others})):
            yield f"projects that the settings do not know: {known} (renamed? `lift status --all`)"

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "orphans": [each.document() for each in self.orphans],
            "others": [each.document() for each in self.others],
        }


def look(aws: "Aws", stages: Iterable[Stage], ui: Ui) -> Strays:
    """Those in the account and region of ``aws``; ``stages`` are all that the settings have.

    Where one may not look there are none, and a note says so.
    """
    try:
        found = deployments(aws)
    except AwsError as error:
        ui.note(f"orphans are not looked for: {error.message}")
        found = ()
    return sort_out(found, stages, aws.place.region)


def sort_out(found: Iterable[Deployment], stages: Iterable[Stage], region: str) -> Strays:
    """A stage that the settings have in another region than ``region`` is not known here."""
    listed = list(stages)
    here = [stage for stage in listed if stage.aws_region in (None, region)]
    known = {(stage.project, stage.name) for stage in here}
    projects = {stage.project for stage in listed}
    strays = [each for each in found if (each.project, each.stage) not in known]
    return Strays(
        orphans=tuple(each for each in strays if each.project in projects),
        others=tuple(each for each in strays if each.project not in projects),
    )


def _told(stray: Deployment) -> str:
    command = f"lift --region {stray.region} undeploy --project {stray.project} {stray.stage}"
    return f"stage {stray.stage} of project {stray.project} (`{command}` takes it down)"
