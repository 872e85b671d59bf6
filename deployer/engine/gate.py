"""What a version must pass before it gets traffic, all of it in that very version.

    wait until it is there -> wake it -> before_switch commands -> health check

Waking shows whether the application can be imported, and takes the cold start, so that the health
check times the application alone. Migrations come before it, since pages may need them. Nothing
here moves traffic, and nothing is invoked twice.
"""

import shlex
from typing import TYPE_CHECKING

from lift.warmers import keep_warm

from ..aws import function, version
from ..aws.function import Invocation
from ..errors import LiftError, ReleaseFailed
from ..resources.door import Door
from . import health, manage, version_log
from .health import Probe

if TYPE_CHECKING:
    from ..aws.session import Aws


def check(
    aws: "Aws",
    name: str,
    number: str,
    *,
    door: Door | None,
    commands: tuple[str, ...] = (),
) -> None:
    """All of it; raises ``ReleaseFailed`` for what version ``number`` does not pass.

    ``door`` is the stage's front door; without one there is no health check.
    """
    timeout = settle(aws, name, number)
    wake(aws, name, number, timeout=timeout)
    for command in commands:
        run_command(aws, name, number, command, timeout=timeout)
    stage = aws.target.stage
    if door is not None and stage.health_check is not None:
        visitor = health.nobody(stage.authorizer)
        probe = Probe(door, aws.place, stage.health_check, stage.base_path, visitor)
        ask(aws, name, number, probe, timeout=timeout)


def settle(aws: "Aws", name: str, number: str) -> int:
    """Wait until Lambda has set version ``number`` up; its time-out in seconds.

    With SnapStart the application starts in this, so that its log tells why it could not.
    """
    try:
        return version.settle(aws, name, number)
    except ReleaseFailed as failed:
        failed.details = "\n".join(version_log.of_start(aws, number))
        raise


def wake(aws: "Aws", name: str, number: str, *, timeout: int | None = None) -> None:
    """Invoke version ``number`` once, without touching the application beyond its import.

    ``timeout`` is the version's own, in seconds, here and below.
    """
    answer = function.invoke(aws, name, number, keep_warm.EVENT, timeout=timeout)
    check_started(aws, number, answer)


def check_started(aws: "Aws", number: str, answer: Invocation) -> None:
    """Raise ``ReleaseFailed`` when a ping was not answered: the application is not imported."""
    if answer.error:
        raise _failed(f"version {number} does not start", answer, _log(aws, number, answer))


def run_command(
    aws: "Aws", name: str, number: str, command: str, *, timeout: int | None = None
) -> None:
    """Run one management command in version ``number`` and show what it printed."""
    aws.ui.step(f"run {command} in version {number}")
    event = manage.event(shlex.split(command))
    answer = function.invoke(aws, name, number, event, timeout=timeout)
    if answer.error:
        message = f"{command} could not run in version {number}"
        raise _failed(message, answer, _log(aws, number, answer))
    try:
        done = manage.finished(answer)
    except LiftError as error:
        raise ReleaseFailed(f"{command} in version {number}: {error.message}") from error
    if done.exit_code != 0:
        raise ReleaseFailed(
            f"{command} ended with exit code {done.exit_code} in version {number}",
            details=done.output,
        )
    for line in done.output.splitlines():
        aws.ui.step(f"  {line}")


def ask(aws: "Aws", name: str, number: str, probe: Probe, *, timeout: int | None = None) -> None:
    """Send the health check to version ``number`` and judge the answer."""
    answer = function.invoke(aws, name, number, probe.event(), timeout=timeout)
    if answer.error:
        raise _failed(f"version {number} fails {probe.what}", answer, _log(aws, number, answer))
    response = probe.response(answer)
    objection = probe.objection(response, answer)
    if objection is None:
        took = f"in {answer.seconds:.2f} s"
        aws.ui.step(f"version {number} answers {health.in_short(response)} to {probe.what} {took}")
        return
    log = version_log.own_lines(aws, number, answer)
    shown = [health.in_full(response), *([f"log of version {number}:", *log] if log else [])]
    raise ReleaseFailed(
        f"version {number} {objection.words}", hint=objection.hint, details="\n".join(shown)
    )


def _failed(message: str, answer: Invocation, log: list[str]) -> ReleaseFailed:
    payload = answer.payload if isinstance(answer.payload, dict) else {}
    said = str(payload.get("errorMessage", "")).strip().rstrip(".").splitlines()
    return ReleaseFailed(": ".join([message, *said[:1]]), details="\n".join(log))


def _log(aws: "Aws", number: str, answer: Invocation) -> list[str]:
    """The function's own words: from its log, else the traceback that it answered."""
    if not answer.ran:
        return version_log.of_start(aws, number)
    lines = version_log.own_lines(aws, number, answer)
    if lines or not isinstance(answer.payload, dict):
        return lines
    return [str(line).rstrip("\n") for line in answer.payload.get("stackTrace") or []]
