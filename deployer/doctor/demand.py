"""What requests asked of a function: how many environments at once, and when one was missing. Pure.

A cold start that met two running requests would not have been one with three environments ready:
its ``level`` is 3. So the levels say what each number of warm environments would have spared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from statistics import median

from .invocations import Invocation

# How long Lambda keeps an environment that nobody uses. AWS promises nothing; ten minutes were
# measured in 2019 (https://mikhail.io/2019/08/aws-lambda-cold-starts-after-10-minutes/), five have
# been seen since.
IDLE = 300_000  # ms

_HOUR = 3_600_000  # ms


@dataclass(frozen=True)
class Hour:
    """``weekday`` is 0 on Monday; UTC. ``busy`` environments were at work, on the average."""

    weekday: int
    hour: int
    busy: float


@dataclass(frozen=True)
class Cold:
    """A cold start, in the hour that is number ``at`` of those looked at."""

    level: int
    at: int


@dataclass(frozen=True)
class Demand:
    """What was asked in ``hours``, one after another.

    ``first_ms`` is by how much a first request in an environment takes longer than the others, None
    where that is not known; ``modelled`` tells that the cold starts are not those that were seen.
    ``usual`` is how much is asked in as many other hours, 1 being as much as in these.
    """

    hours: tuple[Hour, ...]
    requests: int
    colds: tuple[Cold, ...]
    first_ms: float | None = None
    modelled: bool = False
    usual: float = 1.0


def demand(requests: Iterable[Invocation], since: int, until: int, *, modelled: bool) -> Demand:
    """Of ``requests`` between two times (ms), pings not among them.

    ``modelled``: environments were kept warm in that time, so the cold starts that there would be
    without are found by following each environment until nobody uses it any more.
    """
    ordered = sorted((each for each in requests if each.ended >= since), key=lambda e: e.began)
    found = _modelled(ordered) if modelled else _seen(ordered)
    hours = _hours(ordered, since, until)
    return Demand(
        hours,
        len(ordered),
        tuple(Cold(level, _index(each, since, len(hours))) for each, level in found),
        _first(ordered),
        modelled,
    )


def _seen(ordered: Iterable[Invocation]) -> list[tuple[Invocation, int]]:
    colds, running = [], list[float]()
    for each in ordered:
        while running and running[0] <= each.began - (each.start_ms or 0):
            heappop(running)
        if each.cold:
            colds.append((each, len(running) + 1))
        heappush(running, each.ended)
    return colds


def _modelled(ordered: Iterable[Invocation]) -> list[tuple[Invocation, int]]:
    """An environment serves who comes next; the one that was used last is taken first."""
    colds, running, free = [], list[float](), list[float]()
    for each in ordered:
        while running and running[0] <= each.began:
            free.append(heappop(running))
        if free and each.began - free[-1] <= IDLE:
            free.pop()
        else:
            free.clear()
            colds.append((each, len(running) + 1))
        heappush(running, each.ended)
    return colds


def _first(ordered: Sequence[Invocation]) -> float | None:
    cold = [each.duration_ms for each in ordered if each.cold]
    warm = [each.duration_ms for each in ordered if not each.cold]
    return max(median(cold) - median(warm), 0.0) if cold and warm else None


def _hours(ordered: Iterable[Invocation], since: int, until: int) -> tuple[Hour, ...]:
    spent = [0.0] * -((since - until) // _HOUR)
    for each in ordered:
        spent[_index(each, since, len(spent))] += each.duration_ms
    moments = (datetime.fromtimestamp(since / 1000 + 3600 * i, UTC) for i in range(len(spent)))
    return tuple(
        Hour(moment.weekday(), moment.hour, each / _HOUR)
        for moment, each in zip(moments, spent, strict=True)
    )


def _index(each: Invocation, since: int, hours: int) -> int:
    return min(max(int(each.began - since) // _HOUR, 0), hours - 1)
