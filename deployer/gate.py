"""What a new version must pass before it gets traffic, all of it in that very version.

The commands of ``before_switch`` (migrations) run first; then the version is woken, which shows
whether the application can be imported. Nothing here moves traffic.
"""

import shlex
from typing import TYPE_CHECKING

from lift.warmers import keep_warm

from .aws import function
from .aws.function import Invocation
from .errors import ReleaseFailed
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws

_OF_LAMBDA = ("START ", "END ", "REPORT ", "INIT_START ", "INIT_REPORT ", "XRAY ")
_ADVICE = "LAMBDA_WARNING: "  # the runtime's, on every unhandled exception


def run_command(aws: "Aws", name: str, number: str, command: str, ui: Ui) -> None:
    """Run one management command in version ``number`` and show what it printed."""
    ui.step(f"run {command} in version {number}")
    event = {"lift": "manage", "arguments": shlex.split(command)}
    answer = function.invoke(aws, name, number, event)
    if answer.error:
        raise _failed(f"{command} could not run in version {number}", answer)
    result = answer.payload if isinstance(answer.payload, dict) else {}
    output, exit_code = str(result.get("output", "")), result.get("exit_code")
    if exit_code != 0:
        raise ReleaseFailed(
            f"{command} ended with exit code {exit_code} in version {number}", details=output
        )
    for line in output.splitlines():
        ui.step(f"  {line}")


def wake(aws: "Aws", name: str, number: str) -> None:
    """Invoke version ``number`` once, without touching the application beyond its import."""
    answer = function.invoke(aws, name, number, keep_warm.EVENT)
    if answer.error:
        raise _failed(f"version {number} does not start", answer)


def _failed(message: str, answer: Invocation) -> ReleaseFailed:
    payload = answer.payload if isinstance(answer.payload, dict) else {}
    said = str(payload.get("errorMessage", "")).strip().rstrip(".").splitlines()
    return ReleaseFailed(": ".join([message, *said[:1]]), details=_log(answer))


def _is_own(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(_OF_LAMBDA) and _ADVICE not in line


def _log(answer: Invocation) -> str:
    """The function's own words: its log without Lambda's lines, else what was answered."""
    lines = answer.log.replace("\r", "\n").splitlines()
    own = [line for line in lines if _is_own(line)]
    if own or not isinstance(answer.payload, dict):
        return "\n".join(own)
    return "\n".join(str(line).rstrip("\n") for line in answer.payload.get("stackTrace") or [])
