"""``lift rollback``: the alias back to an earlier version, in one call.

What a version freezes goes back together: code, dependencies, environment, memory, network. What
it does not (role, front door, schedule, databases) is named, and stays. The version passes the
gate first, as a new one does, but for the ``before_switch`` commands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..aws import alias as aliases
from ..aws import snapshot as snapshots
from ..aws.alias import AliasState
from ..aws.errors import doing
from ..aws.lock import lock
from ..aws.snapshot import Running
from ..errors import AwsError, LiftError, ReleaseFailed, UsageError
from ..lock import Turn
from ..plan.actual import Actual
from ..plan.changes import Change
from ..resources.alias import Alias
from ..resources.rule import Rule
from ..ui import Ui
from . import front_doors, gate, protection, provisioning, readiness
from .observe import is_our_function, observe
from .releases import between, in_words

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class RolledBack:
    """``version`` is live now, ``previous`` was; ``changes`` are what the move changed.

    ``stays`` are the titles of what no version holds, and so did not go back.
    """

    stage: str
    function: str
    version: str
    previous: str
    changes: tuple[Change, ...] = ()
    stays: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "version": self.version,
            "previous": self.previous,
            "changes": [change.document() for change in self.changes],
            "stays": list(self.stays),
        }


def rollback(
    aws: "Aws", to: str | None, ui: Ui, *, yes: bool = False, wait: bool = True
) -> RolledBack:
    """Make version ``to`` live, by default the one that was live before.

    One that does not pass the gate raises ``ReleaseFailed``, and the alias stays. A version that
    never passed is gone to only when ``to`` names it.
    """
    protection.show(aws, ui)
    turns = lock(aws, f"lift rollback {aws.target.stage.name}", wait=wait)
    return turns.in_turn(lambda turn: _rollback(aws, to, turn, ui, yes=yes))


def _rollback(aws: "Aws", to: str | None, turn: Turn, ui: Ui, *, yes: bool) -> RolledBack:
    stage, name = aws.target.stage.name, aws.target.names.function
    snapshot = snapshots.take(aws)
    actual, running = observe(snapshot, aws.target), snapshot.running
    was = running.alias
    if was is None or running.live is None or not is_our_function(running, aws.target):
        raise _no_release(aws, actual)
    provisioned = provisioning.of_live(actual.found)
    if to is None and _command(stage, was.version) in turn.cut_short:
        # Else the second half of one rollback would be the first of another.
        with turn.held():
            ui.step(f"version {was.version} is live: the rollback that was cut short got that far")
            readiness.let_go(aws, was.version, provisioned)
        return RolledBack(stage, name, was.version, was.version)
    number = _goal(running, to, was, stage)
    if number == was.version and not was.weighted:
        ui.step(f"version {number} is live already")
        if provisioned is not None:
            with turn.held():  # what was cut short after the switch did not come to that
                readiness.let_go(aws, number, provisioned)
        return RolledBack(stage, name, number, number)
    made, stays = _changes(running, number), tuple(_stays(actual))
    _tell(aws, was, number, made, ui)
    if not yes and not ui.confirm(f"{stage}: version {number} instead of {was.version}?"):
        raise LiftError(f"version {was.version} stays live")
    with turn.held(_command(stage, number)), _staying(was, number, stage, ui):
        gate.check(aws, name, number, door=front_doors.serving(actual.found, aws.target.stage))
        readiness.make_ready(aws, name, number, provisioned, live=was.version)
        with doing(f"move the alias of {name} to version {number}"):
            aliases.move(aws, Alias(name), was, number)
        readiness.let_go(aws, number, provisioned)
        ui.step(f"version {number} is live; as they were: {', '.join(stays)}")
    return RolledBack(stage, name, number, was.version, made, stays)


def _command(stage: str, number: str) -> str:
    return f"lift rollback {stage} --to {number}"


def _no_release(aws: "Aws", actual: Actual) -> AwsError:
    stage = aws.target.stage
    if former := actual.found.get("former"):
        return AwsError(
            f'what is live is not of "package": "{stage.package}" but {former.resource.title}, and '
            "there is no way back from one to the other",
            hint=f'run `lift deploy {stage.name}`, or put "package" back to roll back within it',
        )
    return AwsError(
        f"stage {stage.name!r} has no release to roll back from",
        hint=f"run `lift deploy {stage.name}`",
    )


def _goal(running: Running, to: str | None, was: AliasState, stage: str) -> str:
    if to is None:
        if not running.earlier:
            raise AwsError(
                f"no version was live before version {was.version}; releases from before a change "
                'of "package" went with the function of that package',
                hint=f"`lift rollback {stage} --to N` goes to a version kept: {_all(running)}",
            )
        return running.earlier[0].number
    if running.numbered(to) is None:
        raise UsageError(f"there is no version {to}", hint=f"versions kept: {_all(running)}")
    return to


def _all(running: Running) -> str:
    return ", ".join(version.number for version in running.versions)


def _changes(running: Running, number: str) -> tuple[Change, ...]:
    new, old = running.numbered(number), running.live
    return between(new, old, running.versions) if new and old else ()


def _stays(actual: Actual) -> Iterator[str]:
    """What the stage has and no version holds."""
    for key in ("role", "http-api", "rest-api", "target-group", "url"):
        if key in actual.found:
            yield actual.found[key].resource.title
    for found in actual.found.values():
        if isinstance(found.resource, Rule):
            yield found.resource.title


def _tell(aws: "Aws", was: AliasState, number: str, changes: tuple[Change, ...], ui: Ui) -> None:
    """What is about to change, and what a person may expect to change and does not."""
    ui.step(f"version {number} instead of {was.version}: {in_words(changes) or 'the same'}")
    history = was.history
    if number not in (*history.versions, *history.rolled_back):
        ui.note(f"version {number} was never live")
    if commands := aws.target.stage.before_switch:
        ui.note(f"databases do not go back: what {', '.join(commands)} did stays done")


@contextmanager
def _staying(was: AliasState, number: str, stage: str, ui: Ui) -> Iterator[None]:
    """Say where the traffic is when the version does not pass, or Ctrl-C comes."""
    try:
        yield
    except ReleaseFailed as failed:
        stays = f"version {was.version} stays live"
        failed.hint = f"{failed.hint}; {stays}" if failed.hint else stays
        raise
    except KeyboardInterrupt:
        again = f"`{_command(stage, number)}`"
        ui.warn(f"stopped; `lift status {stage}` says what is live, {again} goes on from there")
        raise
