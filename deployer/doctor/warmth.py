"""The kinds of warmth that lift has: what each would avoid and cost for a case. Pure.

Each function gives the forms of one kind that come into question. ``Case.option`` weighs them all
alike: a second that nobody has to wait against what it costs.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lift.warmers.keep_warm import EVERY

from ..settings.snap_start import obstacles
from ..settings.stage import Stage
from . import prices
from .demand import Demand
from .prices import HOURS, Prices

# What a second less of waiting may cost, in dollars: a dollar for a thousand visitors who each wait
# a second less. A judgement, not a measurement.
WORTH = 0.001

# Keep-warm holds no promise: Lambda replaces environments every few hours, and a request may come
# while all of them answer a ping. An estimate, on the safe side.
KEPT = 0.95

# A restored environment is not there at once. AWS says "as low as sub-second"; measured is what
# the REPORT lines say, where there are any. An estimate.
RESTORE_MS = 400.0

# Auto scaling acts minutes after the load has come (its alarms look at three of them), so it serves
# only part of what needs more than the minimum. An estimate.
FOLLOWED = 0.8

# A timetable is for traffic that has its hours: this part of the cold starts lies within so many.
WITHIN = 0.8
LONGEST = 16

UTILIZATION = 0.7
_SECONDS = int(EVERY.split()[0]) * 60  # between two pings
_MOST = 50  # environments kept warm, of either kind
_WORKDAYS = range(5)


@dataclass(frozen=True)
class Option:
    """``setting`` is the line to write, "" for no warmth. ``avoided`` is the part of the waiting,
    0 to 1, ``cost`` what it adds, in dollars a month; ``net`` is what is won. ``remark``: what else
    to know."""

    kind: str
    setting: str
    avoided: float
    cost: float
    net: float
    remark: str = ""


@dataclass(frozen=True)
class Case:
    """A stage and what is asked of it. ``start_ms`` is a cold start's, without the first request;
    ``first_ms`` is what that takes longer than others."""

    stage: Stage
    prices: Prices
    demand: Demand
    start_ms: float
    first_ms: float
    restore_ms: float = RESTORE_MS

    @property
    def wait_ms(self) -> float:
        """What somebody waits at a cold start."""
        return self.start_ms + self.first_ms

    @property
    def a_month(self) -> float:
        """How many times as much as was looked at a month brings."""
        return HOURS / len(self.demand.hours) * self.demand.usual

    @property
    def colds(self) -> float:
        """Cold starts a month."""
        return len(self.demand.colds) * self.a_month

    @cached_property
    def counted(self) -> Counter[tuple[int, int, int]]:
        """The cold starts by level, weekday and hour."""
        hours = [(hour.weekday, hour.hour) for hour in self.demand.hours]
        return Counter((cold.level, *hours[cold.at]) for cold in self.demand.colds)

    def worth(self, avoided: float) -> float:
        """Dollars a month for that part of the waiting."""
        return avoided * self.colds * self.wait_ms / 1000 * WORTH

    def option(
        self, kind: str, value: object, avoided: float, cost: float, remark: str = ""
    ) -> Option:
        """``value`` is the setting's."""
        setting = f'"{kind}": {json.dumps(value)}'
        return Option(kind, setting, avoided, cost, self.worth(avoided) - cost, remark)


def keep_warm(case: Case) -> Iterator[Option]:
    reserved = case.stage.reserved_concurrency
    for instances, spared in _up_to(case):
        if instances > 1 and reserved is not None and instances >= reserved:
            return
        value = True if instances == 1 else {"every": EVERY, "instances": instances}
        billed = prices.ping_ms(instances)
        cost = prices.keep_warm(case.prices, _memory(case), _SECONDS, instances, billed)
        yield case.option("keep_warm", value, KEPT * spared, cost, "Lambda may replace them")


def provisioned(case: Case) -> Iterator[Option]:
    """As many at all times."""
    for instances, spared in _up_to(case):
        if _too_many(case, instances):
            return
        run = sum(min(hour.busy, instances) for hour in case.demand.hours) * case.a_month
        cost = prices.provisioned(case.prices, _memory(case), instances, run_hours=run)
        yield case.option("provisioned_concurrency", instances, spared, cost)


def by_use(case: Case) -> Iterator[Option]:
    """Between one and as many as were ever needed."""
    most = min(max((cold.level for cold in case.demand.colds), default=0), _MOST)
    if most < 2 or _too_many(case, most):
        return
    ready = [min(max(math.ceil(hour.busy / UTILIZATION), 1), most) for hour in case.demand.hours]
    spared = sum(
        1 if cold.level == 1 else FOLLOWED
        for cold in case.demand.colds
        if cold.level <= ready[cold.at]
    )
    run = sum(min(hour.busy, n) for hour, n in zip(case.demand.hours, ready, strict=True))
    cost = prices.provisioned(
        case.prices, _memory(case), sum(ready) / len(ready), run_hours=run * case.a_month
    )
    value = {"minimum": 1, "maximum": most, "utilization": UTILIZATION}
    yield case.option(
        "provisioned_concurrency", value, spared / max(len(case.demand.colds), 1), cost
    )


def by_clock(case: Case) -> Iterator[Option]:
    """As many in one window of the day, on every day or every working day."""
    for instances, _ in _up_to(case):
        if _too_many(case, instances):
            return
        for days in (range(7), _WORKDAYS):
            spared, run = _by_hour(case, instances, days)
            if window := _window(case, instances, days, spared, run):
                yield window


def snap_start(case: Case) -> Iterator[Option]:
    spared = max(1 - case.restore_ms / case.wait_ms, 0.0) if case.wait_ms else 0.0
    kept = case.stage.keep_releases
    cost = prices.snap_start(case.prices, _memory(case), kept, case.colds, case.start_ms)
    remark = f"{case.restore_ms:,.0f} ms remain; paid for each of up to {kept} versions kept"
    yield case.option("snap_start", True, spared, cost, remark)


def no_snap_start(stage: Stage) -> str:
    """What keeps ``stage`` from it, "" when nothing does."""
    efs, storage = stage.efs is not None, stage.ephemeral_storage
    return next((why for why, _ in obstacles(stage.runtime, efs=efs, storage=storage)), "")


def present(stage: Stage) -> tuple[str, ...]:
    """The keys that ``stage`` has already."""
    has = {
        "keep_warm": stage.keep_warm,
        "provisioned_concurrency": stage.provisioned_concurrency,
        "snap_start": stage.snap_start,
    }
    return tuple(key for key, value in has.items() if value is not None)


def _up_to(case: Case) -> Iterator[tuple[int, float]]:
    """A number of environments, and the part of the cold starts that would not have been."""
    levels = Counter[int]()
    for (level, _, _), colds in case.counted.items():
        levels[level] += colds
    spared = 0
    for instances in sorted(level for level in levels if level <= _MOST):
        spared += levels[instances]
        yield instances, spared / levels.total()


def _too_many(case: Case, instances: int) -> bool:
    """A release has those of the version before and its own at once."""
    reserved = case.stage.reserved_concurrency
    return reserved is not None and 2 * instances > reserved


def _by_hour(case: Case, instances: int, days: range) -> tuple[list[float], list[float]]:
    """For each hour of the day: the part of the cold starts that so many would spare, and the
    hours a month that they are at work."""
    spared, run = [0.0] * 24, [0.0] * 24
    for each in case.demand.hours:
        if each.weekday in days:
            run[each.hour] += min(each.busy, instances) * case.a_month
    for (level, weekday, hour), colds in case.counted.items():
        if level <= instances and weekday in days:
            spared[hour] += colds / len(case.demand.colds)
    return spared, run


def _window(
    case: Case, instances: int, days: range, spared: list[float], run: list[float]
) -> Option | None:
    """The window that wins most, of those that hold enough of what could be spared."""
    best: tuple[float, float, float, int, int] | None = None
    for start in range(24):
        avoided = used = 0.0
        for end in range(start + 1, 25):
            avoided, used = avoided + spared[end - 1], used + run[end - 1]
            if end - start > LONGEST or avoided < WITHIN * sum(spared):
                continue
            ready = (end - start) * len(days) / 168 * HOURS
            cost = prices.provisioned(case.prices, _memory(case), instances, ready, used)
            found = (case.worth(avoided) - cost, avoided, cost, start, end)
            best = max(best, found) if best else found
    if best is None:
        return None
    _, avoided, cost, start, end = best
    window: dict[str, object] = {
        "executions": instances,
        "from": f"{start:02}:00",
        "to": f"{end:02}:00",
    }
    if days == _WORKDAYS:
        window["days"] = ["mon", "tue", "wed", "thu", "fri"]
    return case.option("provisioned_concurrency", {"schedule": [window]}, avoided, cost)


def _memory(case: Case) -> int:
    return case.stage.memory_size
