"""All that `lift doctor` says of a stage: as it starts here, as it runs on AWS, what to choose."""

from dataclasses import dataclass

from ..settings.stage import Stage
from ..ui import Ui
from .choice import Choice, choose
from .deployed import UNASKED, Deployed, deployed
from .document import document
from .examination import Examination
from .examine import examine


@dataclass(frozen=True)
class Diagnosis:
    examination: Examination
    deployed: Deployed
    choice: Choice

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        seen = {"deployed": self.deployed.document(), "choice": self.choice.document()}
        return document(self.examination) | seen


def diagnose(stage: Stage, ui: Ui, *, runs: int, trying: bool, days: int) -> Diagnosis:
    """Of ``stage``, from ``runs`` starts and the last ``days`` on AWS, which 0 leaves alone."""
    examination = examine(stage, ui, runs=runs, trying=trying)
    seen = deployed(stage, ui, days) if days else UNASKED
    return Diagnosis(
        examination, seen, choose(stage, seen, examination.init_ms, examination.first_ms)
    )
