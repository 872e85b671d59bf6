"""``lift deploy`` and ``lift update``: from a stage to a release, by one engine.

    protection -> prepare (read AWS, check, build, plan) -> confirm -> apply

Nothing is written before everything that can be checked has been.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import protection
from .apply import Applied, apply
from .cloud import Cloud
from .confirm import confirm
from .options import Options
from .prepare import Build, prepare
from .resources.door import KINDS
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws


@dataclass(frozen=True)
class Deployed:
    """What a deployment came to; ``url`` is None without a front door."""

    stage: str
    function: str
    version: str
    url: str | None
    changed: tuple[str, ...]
    seconds: float

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "version": self.version,
            "url": self.url,
            "changed": list(self.changed),
            "seconds": self.seconds,
        }


def deploy(aws: "Aws", build: Build, options: Options, ui: Ui) -> Deployed:
    """Make the stage what the settings say, from whatever state it is in.

    An update is limited to code and configuration; the rest must be there and stays as it is.
    Asks before it deletes a front door, whose address nobody gets back.
    """
    start = aws.clock.now()
    protection.confirm(aws, ui, options.command, yes=options.yes)
    prepared = prepare(aws, build, options, ui)
    if not prepared.plan.work:
        ui.step("nothing to change")
    if not options.yes:
        confirm(prepared.plan, ui)
    again = options.again(aws.target.stage)
    applied = apply(prepared.plan, Cloud(aws, ui), ui, aws.clock, again=again)
    return _deployed(aws, applied, aws.clock.now() - start)


def _deployed(aws: "Aws", applied: Applied, seconds: float) -> Deployed:
    known, stage = applied.known, aws.target.stage
    door = KINDS.get(stage.api, "")
    return Deployed(
        stage=stage.name,
        function=aws.target.names.function,
        version=known["release"]["version"],
        url=known.get(door, {}).get("url"),
        changed=applied.changed,
        seconds=round(seconds, 2),
    )
