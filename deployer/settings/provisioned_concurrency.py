"""``"provisioned_concurrency"``: execution environments that stand ready, how many and when.

A timetable is written as windows ("from" 08:00 "to" 18:00), not as AWS's cron expressions: a
release must know how many there are to be *now*, for the new version to have them before it gets
the traffic, and windows tell that, and what they cost, where expressions only tell what changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import SettingsError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60  # minutes
_HOURS = 7 * 24  # of a week


@dataclass(frozen=True)
class Fixed:
    executions: int

    @property
    def most(self) -> int:
        return self.executions

    @property
    def bounds(self) -> tuple[float, float]:
        """How many there are in the mean, at least and at most."""
        return (self.executions, self.executions)


@dataclass(frozen=True)
class ByUse:
    """AWS adds and takes away, such that ``utilization`` (0.1 to 0.9) of them are in use."""

    minimum: int
    maximum: int
    utilization: float

    @property
    def most(self) -> int:
        return self.maximum

    @property
    def bounds(self) -> tuple[float, float]:
        return (self.minimum, self.maximum)


@dataclass(frozen=True)
class Window:
    """``executions`` from ``start`` until before ``end``, minutes of the day; 0 is Monday."""

    executions: int
    start: int
    end: int
    days: tuple[int, ...]

    def holds(self, day: int, minute: int) -> bool:
        return day in self.days and self.start <= minute < self.end

    def overlaps(self, other: "Window") -> bool:
        return bool({*self.days} & {*other.days}) and (
            self.start < other.end and other.start < self.end
        )


@dataclass(frozen=True)
class Turn:
    """At ``minute`` of ``days`` the number becomes ``executions``."""

    minute: int
    executions: int
    days: tuple[int, ...]


@dataclass(frozen=True)
class ByClock:
    """``otherwise`` is how many there are outside all windows; times are of ``timezone``."""

    windows: tuple[Window, ...]
    otherwise: int = 0
    timezone: str = "UTC"

    @property
    def most(self) -> int:
        return max(self.otherwise, *(window.executions for window in self.windows))

    @property
    def bounds(self) -> tuple[float, float]:
        return (self.average, self.average)

    def at(self, moment: datetime) -> int:
        """How many there are to be; ``moment`` knows its time zone."""
        local = moment.astimezone(ZoneInfo(self.timezone))
        day, minute = local.weekday(), local.hour * 60 + local.minute
        now = (each.executions for each in self.windows if each.holds(day, minute))
        return next(now, self.otherwise)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """When the number changes, each time of the day once for each number."""
        weekly = {
            moment: self.otherwise
            for window in self.windows
            for day in window.days
            for moment in [_moment(day, window.end)]
        } | {
            _moment(day, window.start): window.executions
            for window in self.windows
            for day in window.days
        }
        days: dict[tuple[int, int], list[int]] = {}
        for (day, minute), executions in sorted(weekly.items()):
            days.setdefault((minute, executions), []).append(day)
        return tuple(Turn(*key, tuple(on)) for key, on in sorted(days.items()))

    @property
    def average(self) -> float:
        """How many there are in the mean of a week."""
        spans = [(len(each.days) * (each.end - each.start) / 60, each) for each in self.windows]
        rest = _HOURS - sum(hours for hours, _ in spans)
        ready = sum(hours * window.executions for hours, window in spans)
        return (ready + rest * self.otherwise) / _HOURS


ProvisionedConcurrency = Fixed | ByUse | ByClock


def provisioned_concurrency(value: int | Mapping[str, Any]) -> ProvisionedConcurrency:
    """The setting in any of its three forms."""
    if isinstance(value, int):
        return Fixed(value)
    if "schedule" not in value:
        return ByUse(**value)
    windows = tuple(map(_window, value["schedule"]))
    return ByClock(windows, value.get("otherwise", 0), value.get("timezone", "UTC"))


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what does not go together in stage ``name``."""
    if "provisioned_concurrency" not in values:
        return
    wanted = provisioned_concurrency(values["provisioned_concurrency"])
    for problem, hint in (*_inside(wanted), *_beside(wanted, values)):
        raise SettingsError(f'{file}: {name} has a "provisioned_concurrency" {problem}', hint=hint)


def _inside(wanted: ProvisionedConcurrency) -> Iterator[tuple[str, str]]:
    if isinstance(wanted, ByUse) and wanted.minimum > wanted.maximum:
        yield "whose minimum is above its maximum", "turn them round"
    if isinstance(wanted, ByClock):
        yield from _in_timetable(wanted)


def _in_timetable(wanted: ByClock) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(wanted.timezone)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder
        yield (
            f'in time zone "{wanted.timezone}", which this machine does not know',
            'take a name such as "Europe/Berlin"; where none is known, `pip install tzdata`',
        )
    if any(window.start >= window.end for window in wanted.windows):
        yield (
            'with a window that ends before it begins: "to" comes after "from" on the same day',
            'write two over midnight: one to "24:00", and one from "00:00"',
        )
    if any(one.overlaps(other) for one, other in combinations(wanted.windows, 2)):
        yield "with windows that overlap", "let each minute of a day be in one of them only"


def _beside(wanted: ProvisionedConcurrency, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("snap_start"):
        yield (
            'and "snap_start": Lambda does not take both for one version',
            'leave one out: "snap_start" costs less, "provisioned_concurrency" starts faster',
        )
    reserved, both = values.get("reserved_concurrency"), 2 * wanted.most
    if reserved is not None and both > reserved:
        both_have = f"the version before and the new one have theirs at once, {both} together"
        beside = f'of up to {wanted.most} and a "reserved_concurrency" of {reserved}'
        yield (
            f"{beside}: at a release {both_have}",
            f"reserve {both} or more, or provision at most {reserved // 2}",
        )


def _window(value: Mapping[str, Any]) -> Window:
    days = sorted(map(DAYS.index, value.get("days", DAYS)))
    return Window(value["executions"], _minutes(value["from"]), _minutes(value["to"]), tuple(days))


def _minutes(time: str) -> int:
    """ "08:30" -> 510."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _moment(day: int, minute: int) -> tuple[int, int]:
    """(day, minute), the end of a day being the beginning of the next one."""
    return ((day + minute // _DAY) % 7, minute % _DAY)
