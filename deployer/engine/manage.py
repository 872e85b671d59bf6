"""Management commands in the function: the event that asks for one, and what came of it.

``lift manage`` and the ``before_switch`` commands both speak through here. The other end is
``lift.adapter.command``, called by the generated handler.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import LiftError

if TYPE_CHECKING:
    from ..aws.function import Invocation


@dataclass(frozen=True)
class Finished:
    """A command that ran: its exit code and what it printed, stdout and stderr as one text."""

    exit_code: int
    output: str


def event(arguments: Sequence[str]) -> dict[str, Any]:
    """The event that runs ``manage.py`` with ``arguments``."""
    return {"lift": "manage", "arguments": list(arguments)}


def finished(answer: "Invocation") -> Finished:
    """What the function answered to ``event``; raises ``LiftError`` when it did not run it."""
    payload = answer.payload if isinstance(answer.payload, dict) else {}
    if answer.error is not None:
        reason = payload.get("errorMessage") or answer.error
        raise LiftError(
            f"the function could not run the command: {reason}".rstrip("."), details=answer.log
        )
    if not isinstance(payload.get("exit_code"), int) or "output" not in payload:
        raise LiftError(
            "the function's answer is not that of a management command",
            hint="it was deployed by something else: run `lift deploy`",
        )
    return Finished(payload["exit_code"], str(payload["output"]))
