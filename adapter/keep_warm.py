"""The keep-warm event: answered without the application, told apart by a line in the log.

An execution environment serves one invocation at a time. So N pings that arrive at the same moment
and are each held for a while are in N environments at once: those that were warm, and new ones for
the rest. One that had to be started holds its ping all the same: where starting is quick, a ping
that comes a little later would be the second one for it.

The line is one object of JSON, in text and JSON log formats alike, and goes the way of the access
log's (access_log.py). Imported at the first ping only.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import cache

from .events import plain
from .log import request_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .types import Event

LONGEST = 10.0  # seconds; nobody is kept waiting longer by what an event says


def answer(event: Event, context: Any, sleep: Callable[[float], None] = time.sleep) -> Event:
    """Log the ping and hold it as long as it asks for, then answer.

    ``sleep``, not asyncio's: between two invocations no event loop runs. The answer to one that was
    held names the environment, so that the sender can count how many there are.
    """
    seconds = hold(event, context)
    line = {"lift": plain.KEEP_WARM, "requestId": request_id(context), "seconds": seconds}
    sys.stdout.write(f"{json.dumps(line)}\n")  # in one piece: the runtime's client sends each apart
    sys.stdout.flush()
    if not seconds:
        return {"lift": plain.KEEP_WARM}
    sleep(seconds)
    return {"lift": plain.KEEP_WARM, "environment": environment()}


def hold(event: Event, context: Any) -> float:
    """The seconds that ``event`` asks for, at most half of what the function's time-out leaves."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    left = remaining() / 1000 if remaining else 2 * LONGEST
    return float(min(plain.hold_of(event), LONGEST, max(left, 0) / 2))


@cache
def environment() -> str:
    """A name that no other environment has; not made before a snapshot is taken, but by a ping."""
    return os.urandom(8).hex()
