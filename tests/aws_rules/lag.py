"""Reads that lag behind writes: for a while they answer as they did before.

IAM says so of all of it; a function, a log group and an alias are seen a little after they were
made. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html
"""

import copy
import json
from dataclasses import dataclass
from typing import Any

from .call import Call
from .clock import FakeClock

_LATE = {
    "iam": ("GetRole", "GetRolePolicy"),
    "lambda": ("GetFunction",),
    "logs": ("DescribeLogGroups",),
}


@dataclass(frozen=True)
class Answered:
    status: int
    parsed: Any


class Lag:
    """``seconds`` for which a read that was answered before a write repeats that answer.

    Only of what was not there: a function that exists is shown as it is.
    """

    def __init__(self, clock: FakeClock, seconds: float) -> None:
        self._clock, self._seconds = clock, seconds
        self._answers: dict[str, Answered] = {}
        self._written: dict[str, float] = {}  # when each service made something last

    def stale(self, call: Call) -> Answered | None:
        """The answer of before, where it is still given."""
        if self._clock.now() >= self._written.get(call.service, 0.0) + self._seconds:
            return None
        found = self._answers.get(_key(call))
        return copy.deepcopy(found) if found else None

    def saw(self, call: Call, status: int, parsed: Any) -> None:
        if call.operation in _LATE.get(call.service, ()):
            if _is_nothing(status, parsed):
                self._answers[_key(call)] = Answered(status, copy.deepcopy(parsed))
            else:
                self._answers.pop(_key(call), None)
        elif call.operation.startswith(("Create", "Put")):
            self._written[call.service] = self._clock.now()


def _is_nothing(status: int, parsed: Any) -> bool:
    return status == 404 or parsed.get("logGroups") == []


def _key(call: Call) -> str:
    return call.name + json.dumps(dict(call.parameters), sort_keys=True, default=str)
