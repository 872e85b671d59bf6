"""Follow a log group: every line once, in order, also those that CloudWatch shows late."""

from collections.abc import Callable, Iterable, Iterator

from .event import LogEvent

# Lines from different execution environments reach CloudWatch at different times. Each look goes
# back this far behind the newest line seen, so that one that is late by less is not lost.
LATE = 10_000  # ms
PAUSE = 1.0  # s between two looks

Read = Callable[[int], Iterable[LogEvent]]
"""Every line of the log group from a time (ms) on; none while there is no such group."""

Choose = Callable[[Iterable[LogEvent]], Iterable[LogEvent]]


def once(read: Read, since: int) -> list[LogEvent]:
    """The lines from ``since`` (ms) on, oldest first; those of one millisecond as they come."""
    return sorted(read(since), key=lambda event: event.timestamp)


def follow(
    read: Read, since: int, sleep: Callable[[float], None], choose: Choose = list
) -> Iterator[LogEvent]:
    """The lines from ``since`` (ms) on and then every new one, without end; of each look those
    that ``choose`` lets through."""
    seen: dict[str, int] = {}
    while True:
        fresh = [event for event in once(read, since) if event.id not in seen]
        yield from choose(fresh)
        seen |= {event.id: event.timestamp for event in fresh}
        since = max(since, max(seen.values(), default=since) - LATE)
        seen = {id_: timestamp for id_, timestamp in seen.items() if timestamp >= since}
        sleep(PAUSE)
