"""``lift deploy`` and ``lift update``: from a stage to a release, by one engine.

    protection -> prepare (read AWS, check, build, plan) -> confirm -> apply

Nothing is written before everything that can be checked has been. A run that changes nothing takes
no lock; one that comes second waits for the other and prepares anew.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..aws import snapshot as snapshots
from ..aws.lock import lock
from ..lock import Turn
from ..plan.plan import Plan
from ..plan.steps import Delete
from ..resources.door import KINDS
from ..ui import Ui
from . import protection
from .apply import Applied, apply
from .cloud import Cloud
from .confirm import confirm
from .front_doors import urls
from .options import Options
from .prepare import Build, planned, prepare

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Deployed:
    """What a deployment came to; ``url`` is None without a front door.

    ``further_urls`` are those of other domains, and the front door's own; ``former_urls`` answer
    until ``lift deploy --retire``.

    ``times`` are the seconds of its parts: "build", and each step by its words in ``changed``.
    """

    stage: str
    function: str
    version: str
    url: str | None
    further_urls: tuple[str, ...]
    former_urls: tuple[str, ...]
    changed: tuple[str, ...]
    seconds: float
    times: Mapping[str, float]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "version": self.version,
            "url": self.url,
            "further_urls": list(self.further_urls),
            "former_urls": list(self.former_urls),
            "changed": list(self.changed),
            "seconds": self.seconds,
            "times": dict(self.times),
        }


def deploy(aws: "Aws", build: Build, options: Options, ui: Ui) -> Deployed:
    """Make the stage what the settings say, from whatever state it is in.

    An update is limited to code and configuration; the rest must be there and stays as it is.
    Asks before it deletes a front door, whose address nobody gets back.
    """
    protection.confirm(aws, ui, options.command, yes=options.yes or options.answered)
    again = options.again(aws.target.stage)
    turns = lock(aws, again, commit=options.commit, wait=options.wait)
    return turns.in_turn(lambda turn: _deploy(aws, build, options, turn, ui))


def _deploy(aws: "Aws", build: Build, options: Options, turn: Turn, ui: Ui) -> Deployed:
    start = aws.clock.now()
    prepared = prepare(aws, build, options, ui)
    for note in prepared.plan.notes:
        ui.note(note)
    if not prepared.plan.work:
        ui.step("nothing to change")
    if not (options.yes or options.retire):
        confirm(prepared.plan, ui)
    with turn.held() if prepared.plan.work else nullcontext():
        applied = _apply(aws, prepared.plan, options, ui)
        if "former" in prepared.plan.known:  # what the role could do for it goes after it
            rest = planned(aws, snapshots.take(aws), prepared.bundle, options, ui)
            applied.seconds |= _apply(aws, rest, options, ui).seconds
    times = {"build": prepared.building, **applied.seconds}
    return _deployed(aws, prepared.plan, applied, times, aws.clock.now() - start)


def _apply(aws: "Aws", plan: Plan, options: Options, ui: Ui) -> Applied:
    again = options.again(aws.target.stage)
    return apply(plan, Cloud(aws), ui, aws.clock, again=again)


def _deployed(
    aws: "Aws", plan: Plan, applied: Applied, times: Mapping[str, float], seconds: float
) -> Deployed:
    known, stage = applied.known, aws.target.stage
    gone = {step.resource.key for step in plan.work if isinstance(step, Delete)}
    door = KINDS.get(stage.api, "")
    addresses = urls(known, known.get(door, {}).get("url"), stage)
    return Deployed(
        stage=stage.name,
        function=aws.target.names.function,
        version=known["release"]["version"],
        url=next(iter(addresses), None),
        further_urls=addresses[1:],
        former_urls=tuple(
            known[kind]["url"] for kind in KINDS.values() if kind in known.keys() - gone - {door}
        ),
        changed=applied.changed,
        seconds=round(seconds, 2),
        times={part: round(taken, 2) for part, taken in times.items()},
    )
