"""The real cold starts of a deployed stage, as values: what all its shows are made of. Pure.

Times are milliseconds unless they say otherwise. Keep-warm's pings are no requests: they are
counted apart.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from .invocations import Invocation
from .reading import Read

_HOUR = 3_600_000  # ms
_DAY = 24 * _HOUR
_HOURLY = 2 * _DAY  # up to so long a time is shown by the hour


@dataclass(frozen=True)
class Slice:
    """Some of the requests: ``name`` is a day, an hour ("2026-11-21 14:00", UTC) or a version."""

    name: str
    requests: int
    cold: int
    share: float  # of cold starts among the requests, 0 to 1
    p50_ms: float | None  # of what the cold ones waited for; None without any
    p95_ms: float | None
    p99_ms: float | None


@dataclass(frozen=True)
class Traffic:
    """What CloudWatch's metrics count, in all the time that was asked for."""

    days: float
    requests: int  # through the alias, without pings
    peak: int  # most environments at work at once, pings among them


@dataclass(frozen=True)
class ColdStarts:
    """What the log tells of the time from ``since`` to ``until`` ("2026-11-21 14:00", UTC).

    ``days`` is how long that is, ``asked`` how long was wanted: less where reading was stopped.
    """

    function: str
    since: str
    until: str
    days: float
    asked: float
    whole: Slice
    over_time: tuple[Slice, ...]
    by_version: tuple[Slice, ...]
    pings: Slice
    ahead: int  # environments that were ready before a request needed them
    restored: int  # of the cold starts, those out of a snapshot
    memory: int  # MB, what the function has
    used: int  # MB, the most that was used
    traffic: Traffic | None
    notes: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether all was read that was asked for."""
        return self.asked - self.days < _HOUR / _DAY


def counted(
    function: str,
    every: Sequence[Invocation],
    read: Read,
    asked: float,
    traffic: Traffic | None = None,
    notes: tuple[str, ...] = (),
) -> ColdStarts:
    """Of ``every`` invocation in what was read of the log, of ``asked`` days."""
    requests = [each for each in every if not each.ping]
    days = (read.until - read.since) / _DAY
    found = ColdStarts(
        function,
        _moment(read.since),
        _moment(read.until),
        days,
        asked,
        sliced("", requests),
        over_time(requests, read.since, read.until - 1),
        by_version(requests),
        sliced("", [each for each in every if each.ping]),
        sum(each.ahead for each in every),
        sum(each.restored and each.cold for each in requests),
        every[-1].memory,
        max(each.used for each in every),
        traffic,
        notes,
    )
    if found.complete:
        return found
    short = f"only {days * 24:.1f} of {asked * 24:g} hours were read: the log is too large"
    return replace(found, notes=(short, *notes))


def percentile(times: Sequence[float], share: float) -> float | None:
    """The smallest of ``times`` that so many do not exceed (nearest rank)."""
    return sorted(times)[math.ceil(share * len(times)) - 1] if times else None


def sliced(name: str, some: Sequence[Invocation]) -> Slice:
    times = [each.start_ms for each in some if each.start_ms is not None]
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    return Slice(name, len(some), len(times), len(times) / max(len(some), 1), p50, p95, p99)


def over_time(requests: Iterable[Invocation], since: int, until: int) -> tuple[Slice, ...]:
    """A slice for each day, or hour where the time is short, also those without a request."""
    step, form = (_HOUR, "%Y-%m-%d %H:00") if until - since <= _HOURLY else (_DAY, "%Y-%m-%d")
    found = _grouped(requests, lambda each: each.ended // step)
    return tuple(
        sliced(datetime.fromtimestamp(key * step / 1000, UTC).strftime(form), found.get(key, []))
        for key in range(since // step, until // step + 1)
    )


def by_version(requests: Iterable[Invocation]) -> tuple[Slice, ...]:
    """A slice for each version, the newest first."""
    found = _grouped(requests, lambda each: int(each.version) if each.version.isdigit() else 0)
    return tuple(sliced(found[key][0].version, found[key]) for key in sorted(found, reverse=True))


def _grouped(
    some: Iterable[Invocation], key: Callable[[Invocation], int]
) -> dict[int, list[Invocation]]:
    groups: dict[int, list[Invocation]] = {}
    for each in some:
        groups.setdefault(key(each), []).append(each)
    return groups


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M")
