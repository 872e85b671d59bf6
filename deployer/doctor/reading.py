"""How much of a log is read: the newest part first, and no more than there is patience for. Pure.

CloudWatch gives a log from a time on, oldest line first, and does not say how long it is. So it is
read in spans that begin ever earlier; one that could not be read to its end counts for nothing,
unless it is the only one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..logs.event import LogEvent

LINES = 100_000
SECONDS = 60.0

_HOUR = 3_600_000  # ms
_LONGEST = 24 * _HOUR

Pages = Callable[[int, int], Iterable[list[LogEvent]]]
"""The lines between two times (ms), page by page."""


@dataclass(frozen=True)
class Read:
    """All lines from ``since`` to ``until`` (ms), in the order of their times."""

    events: list[LogEvent]
    since: int
    until: int


def recent(
    pages: Pages,
    since: int,
    until: int,
    now: Callable[[], float],
    *,
    lines: int = LINES,
    seconds: float = SECONDS,
) -> Read:
    """The log back to ``since``, or as far as ``lines`` and ``seconds`` go."""
    end = now() + seconds
    read = Read([], until, until)
    for begin, close in _spans(since, until):
        events: list[LogEvent] = []
        for page in pages(begin, close):
            events += page
            if len(read.events) + len(events) > lines or now() > end:
                last = events[-1].timestamp if events else begin
                return read if read.since < until else Read(events, begin, last)
        read = Read(events + read.events, begin, until)
    return read


def _spans(since: int, until: int) -> Iterator[tuple[int, int]]:
    """The last hour, two hours before it, four before those: up to a day each."""
    length = _HOUR
    while until > since:
        begin = max(until - length, since)
        yield begin, until - 1  # CloudWatch counts both ends in
        until, length = begin, min(length * 2, _LONGEST)
