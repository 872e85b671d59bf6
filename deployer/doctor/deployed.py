"""What runs on AWS: the cold starts and the traffic of the last days. Reads only.

They come out of the function's log, line by line with CloudWatch's own filter. Logs Insights would
count faster, but is paid for each gigabyte that it looks through; this costs nothing but time, of
which it takes no more than ``reading.SECONDS``. Whatever cannot be read is said and left out.
"""

import time
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ..errors import AwsError, LiftError
from . import invocations
from .cold_starts import ColdStarts, Traffic, counted
from .demand import Demand, demand
from .reading import LINES, Read, recent

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..settings.stage import Stage
    from ..ui import Ui

_DAY = 86_400_000  # ms
_RULES = 10  # that keep_warm has at most


@dataclass(frozen=True)
class Deployed:
    """``cold_starts`` and ``demand`` are None where nothing is known; ``why`` says why."""

    cold_starts: ColdStarts | None = None
    demand: Demand | None = None
    region: str = ""
    why: str = ""

    def document(self) -> dict[str, object]:
        """What ``--json`` prints: the cold starts, or why there are none."""
        return {"why": self.why} if self.cold_starts is None else asdict(self.cold_starts)


UNASKED = Deployed(why="AWS was not asked")


def deployed(stage: "Stage", ui: "Ui", days: float) -> Deployed:
    """What the last ``days`` of ``stage`` were like; never an error for what is not there."""
    from ..aws.session import connect

    try:
        return look(connect(stage, ui), days)
    except LiftError as error:
        return Deployed(why=error.message)


def look(aws: "Aws", days: float, now: float | None = None, *, lines: int = LINES) -> Deployed:
    """As ``deployed``; ``now`` is in seconds since 1970. Raises ``AwsError`` without the right."""
    from ..aws import alias as aliases
    from ..aws.errors import doing
    from ..engine.live import of_live
    from ..resources.alias import Alias

    aws = of_live(aws)
    function, region = aws.target.names.function, aws.place.region
    with doing(f"read the alias of {function}"):
        if aliases.read(aws, Alias(function)) is None:
            return Deployed(region=region, why=f"{function} is not deployed in {region}")
    until = int((time.time() if now is None else now) * 1000) + 1
    with aws.ui.waiting(f"reading the log of {function}, {days:g} days back"):
        read = _read(aws, until - int(days * _DAY), until, lines)
    every = list(invocations.invocations(read.events))
    if not every:
        return Deployed(region=region, why=_nothing(aws, days))
    traffic, notes = _traffic(aws, days, until)
    found = counted(function, every, read, days, traffic, notes)
    return Deployed(found, _demand(every, read, found), region)


def _read(aws: "Aws", since: int, until: int, lines: int) -> Read:
    from ..aws.logs import pages

    group = aws.target.names.log_group
    matching = partial(pages, aws, group, pattern=invocations.PATTERN)
    return recent(matching, since, until, aws.clock.now, lines=lines)


def _nothing(aws: "Aws", days: float) -> str:
    said = f"{aws.target.names.log_group} has no REPORT line in the last {days:g} days"
    stage = aws.target.stage
    if stage.log_format == "json" and stage.log_levels.system == "WARN":
        return f'{said}: with "log_levels" of "system": "WARN" Lambda writes none'
    return said


def _traffic(aws: "Aws", days: float, until: int) -> tuple[Traffic | None, tuple[str, ...]]:
    """What the metrics count, None where there are none; and a note where they may not be read."""
    from ..aws import metrics
    from ..resources.names import numbered_rule

    names = aws.target.names
    rules = [numbered_rule(names.rule, number) for number in range(1, _RULES + 1)]
    try:
        found = metrics.counted(aws, names.function, rules, until - int(days * _DAY), until)
    except AwsError as error:
        return None, (f"without CloudWatch's metrics: {error.message}",)
    return (Traffic(days, found.requests, found.peak) if found else None), ()


def _demand(every: list[invocations.Invocation], read: Read, found: ColdStarts) -> Demand:
    """Since the first request: before that it was perhaps not deployed. But a day at least."""
    since = max(read.since, min(every[0].ended, read.until - _DAY))
    requests = [each for each in every if not each.ping]
    kept_warm = bool(found.pings.requests or found.ahead or found.restored)
    asked = demand(requests, since, read.until, modelled=kept_warm)
    return replace(asked, usual=_usual(asked, found))


def _usual(asked: Demand, found: ColdStarts) -> float:
    """Of a log that could not be read whole it is the metrics that tell what other hours are."""
    if found.traffic is None or found.traffic.requests == 0 or found.complete:
        return 1.0
    return found.traffic.requests / (found.traffic.days * 24) * len(asked.hours) / asked.requests
