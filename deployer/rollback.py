"""``lift rollback``: the alias back to an earlier version, in one call.

What a version freezes goes back together: code, dependencies, environment, memory, network. Role,
front door and schedule are not part of it and stay.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import gate, protection
from .aws import alias as aliases
from .aws import snapshot as snapshots
from .aws import version as versions
from .aws.errors import doing
from .aws.lock import lock
from .aws.snapshot import Running
from .errors import AwsError, LiftError, UsageError
from .lock import Turn
from .observe import observe
from .resources.alias import Alias
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws


@dataclass(frozen=True)
class RolledBack:
    """``version`` is live now, ``previous`` was."""

    stage: str
    function: str
    version: str
    previous: str

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "version": self.version,
            "previous": self.previous,
        }


def rollback(
    aws: "Aws", to: str | None, ui: Ui, *, yes: bool = False, wait: bool = True
) -> RolledBack:
    """Make version ``to`` live, by default the one that was live before.

    The version is woken first: one that has gone idle does not answer at once. One that does not
    start any more raises ``ReleaseFailed``, and the alias stays.
    """
    protection.show(aws, ui)
    turns = lock(aws, f"lift rollback {aws.target.stage.name}", wait=wait)
    return turns.in_turn(lambda turn: _rollback(aws, to, turn, ui, yes=yes))


def _rollback(aws: "Aws", to: str | None, turn: Turn, ui: Ui, *, yes: bool) -> RolledBack:
    stage, name = aws.target.stage.name, aws.target.names.function
    running = _running(aws)
    if running.alias is None or running.live is None:
        raise AwsError(
            f"stage {stage!r} has no release to roll back from", hint=f"run `lift deploy {stage}`"
        )
    was = running.alias
    number = _goal(running, to, was, stage)
    if number == was.version:
        ui.step(f"version {number} is live already")
        return RolledBack(stage, name, number, number)
    if not yes and not ui.confirm(f"{stage}: version {number} instead of {was.version}?"):
        raise LiftError(f"version {was.version} stays live")
    with turn.held():
        _move(aws, was, number, ui)
    ui.step(f"version {number} is live; role, front door and schedule are as they were")
    return RolledBack(stage, name, number, was.version)


def _move(aws: "Aws", was: aliases.AliasState, number: str, ui: Ui) -> None:
    name = aws.target.names.function
    ui.step(f"wake version {number}")
    versions.settle(aws, name, number)
    gate.wake(aws, name, number)
    with doing(f"move the alias of {name} to version {number}"):
        aliases.move(aws, Alias(name), was, number)


def _running(aws: "Aws") -> Running:
    """The function's parts, if the function is ours."""
    snapshot = snapshots.take(aws)
    ours = "function" in observe(snapshot, aws.target).found
    return snapshot.running if ours else Running()


def _goal(running: Running, to: str | None, was: aliases.AliasState, stage: str) -> str:
    if to is None:
        if not running.earlier:
            raise AwsError(
                f"no version was live before version {was.version}",
                hint=f"`lift rollback {stage} --to N` goes to a version kept: {_all(running)}",
            )
        return running.earlier[0].number
    if running.numbered(to) is None:
        raise UsageError(f"there is no version {to}", hint=f"versions kept: {_all(running)}")
    return to


def _all(running: Running) -> str:
    return ", ".join(version.number for version in running.versions)
