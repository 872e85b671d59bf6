"""What a new version must pass before it gets traffic, all of it in that very version.

The version is woken, which shows whether the application can be imported; then the commands of
``before_switch`` (migrations) run. Nothing here moves traffic.
"""

import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lift.warmers import keep_warm

from . import manage
from .aws import function
from .aws.function import Invocation
from .aws.logs import filter_log_events
from .errors import LiftError, ReleaseFailed
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws

_OF_LAMBDA = ("START ", "END ", "REPORT ", "INIT_START ", "INIT_REPORT ", "XRAY ")
TAIL = 4096  # bytes of the log that come with an answer
_LOOKS = 10  # one a second
_ADVICE = "LAMBDA_WARNING: "  # the runtime's, on every unhandled exception


def run_command(aws: "Aws", name: str, number: str, command: str, ui: Ui) -> None:
    """Run one management command in version ``number`` and show what it printed."""
    ui.step(f"run {command} in version {number}")
    answer = function.invoke(aws, name, number, manage.event(shlex.split(command)))
    if answer.error:
        said = _log(aws, number, answer)
        raise _failed(f"{command} could not run in version {number}", answer, said)
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
        ui.step(f"  {line}")


def wake(aws: "Aws", name: str, number: str) -> None:
    """Invoke version ``number`` once, without touching the application beyond its import."""
    answer = function.invoke(aws, name, number, keep_warm.EVENT)
    if answer.error:
        raise _failed(f"version {number} does not start", answer, _log(aws, number, answer))


def _failed(message: str, answer: Invocation, log: str) -> ReleaseFailed:
    payload = answer.payload if isinstance(answer.payload, dict) else {}
    said = str(payload.get("errorMessage", "")).strip().rstrip(".").splitlines()
    return ReleaseFailed(": ".join([message, *said[:1]]), details=log)


def _log(aws: "Aws", number: str, answer: Invocation) -> str:
    """The function's own words: from its log, else what it answered.

    The answer carries only the last 4 KB of the log, so a longer traceback is read from the log
    group, where it arrives a little later.
    """
    lines = _own(answer.log)
    if len(answer.log.encode()) >= TAIL:
        lines = _own(_from_group(aws, number)) or lines
    if lines or not isinstance(answer.payload, dict):
        return "\n".join(lines)
    return "\n".join(str(line).rstrip("\n") for line in answer.payload.get("stackTrace") or [])


def _from_group(aws: "Aws", number: str) -> str:
    """What version ``number`` logged within the last minutes, once it shows up."""
    now = datetime.now(UTC)
    since = int((now - timedelta(minutes=5)).timestamp() * 1000)
    for _ in range(_LOOKS):
        events = filter_log_events(
            aws, aws.target.names.log_group, since, streams=f"{now:%Y/%m/%d}/[{number}]"
        )
        messages = [event.message.rstrip("\n") for event in events]
        if any(message.startswith("REPORT ") for message in messages):  # all of it is there
            return "\n".join(messages)
        aws.clock.sleep(1)
    return ""


def _own(log: str) -> list[str]:
    """The lines that are not Lambda's."""
    lines = log.replace("\r", "\n").splitlines()
    return [line for line in lines if line.strip() and not _is_lambdas(line)]


def _is_lambdas(line: str) -> bool:
    return line.startswith(_OF_LAMBDA) or _ADVICE in line
