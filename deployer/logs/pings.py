"""Lines of keep-warm pings, told from those of requests. Pure.

A ping leaves a line that names its request between START and END (lift.adapter.keep_warm);
an invocation without that line is none. What starting an environment says belongs to no invocation.
"""

import re
from collections.abc import Iterable

from .event import LogEvent

_PING = re.compile(r'\{"lift": "keep-warm", "requestId": "([^"]+)"')
_START = "START RequestId: "
_LAMBDAS = re.compile(
    r'(?:START|END|REPORT) RequestId: (\S+)|platform\.\w+ .*?"requestId": "([^"]+)"'
)


def ping_of(message: str) -> str | None:
    """The request id of the ping that left ``message``, as CloudWatch keeps it; None: no ping."""
    match = _PING.match(message)
    return match[1] if match else None


class Requests:
    """Lets through what is not of pings, look by look."""

    def __init__(self) -> None:
        self._pings: set[str] = set()
        self._begun: list[LogEvent] = []

    def of(self, fresh: Iterable[LogEvent], *, last: bool = False) -> list[LogEvent]:
        """``fresh``, oldest first, without the lines of pings.

        A START with nothing behind it is kept back until the next look, since only what follows
        tells what began; not when this look is the ``last``.
        """
        events = [*self._begun, *fresh]
        waited = {event.id for event in self._begun}
        self._pings |= {ping for event in events if (ping := ping_of(event.message))}
        newest = {event.stream: event for event in events}
        self._begun = [
            event
            for event in ([] if last else newest.values())
            if event.text.startswith(_START) and event.id not in waited
        ]
        held = {event.id for event in self._begun}
        return [event for event in events if event.id not in held and not self._is_ping(event)]

    def _is_ping(self, event: LogEvent) -> bool:
        match = _LAMBDAS.match(event.text)
        request = ping_of(event.message) or (match and (match[1] or match[2]))
        return request in self._pings
