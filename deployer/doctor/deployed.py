"""What runs on AWS: the cold starts and the traffic of the last days. Reads only.

They come out of the function's log, line by line with CloudWatch's own filter. Logs Insights would
count faster, but is paid for each gigabyte that it looks through; this costs nothing but time, of
which it takes no more than ``reading.SECONDS``. Whatever cannot be read is said and left out.
"""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from ..errors import AwsError, LiftError
from . import cold_starts, invocations
from .cold_starts import ColdStarts, Traffic
from .demand import Demand, demand
from .invocations import Invocation
from .reading import Read, recent

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..settings.stage import Stage
    from ..ui import Ui

DAYS = 7

_DAY = 86_400_000  # ms


@dataclass(frozen=True)
class Deployed:
    """``cold_starts`` and ``demand`` are None where nothing is known; ``why`` says why."""

    cold_starts: ColdStarts | None = None
    demand: Demand | None = None
    region: str = ""
    why: str = ""


def deployed(stage: "Stage", ui: "Ui", days: float = DAYS) -> Deployed:
    """What the last ``days`` of ``stage`` were like; never an error for what is not there."""
    from ..aws.session import connect

    try:
        return look(connect(stage, ui), days)
    except LiftError as error:
        return Deployed(why=error.message)


def look(aws: "Aws", days: float, now: float | None = None) -> Deployed:
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
    with aws.ui.waiting(f"read the last {days:g} days of {aws.target.names.log_group}"):
        read = _read(aws, until - int(days * _DAY), until)
    every = list(invocations.invocations(read.events))
    if not every:
        return Deployed(region=region, why=_nothing(aws, days))
    found = _cold_starts(aws, every, read, days)
    requests = [each for each in every if not each.ping]
    kept_warm = len(requests) < len(every) or any(each.ahead or each.restored for each in every)
    # Before its first request it was perhaps not deployed; less than a day is no measure.
    since = max(read.since, min(every[0].ended, read.until - _DAY))
    return Deployed(found, demand(requests, since, read.until, modelled=kept_warm), region)


def _read(aws: "Aws", since: int, until: int) -> Read:
    from ..aws.logs import pages

    group = aws.target.names.log_group
    lines = partial(pages, aws, group, pattern=invocations.PATTERN)
    return recent(lines, since, until, aws.clock.now)


def _nothing(aws: "Aws", days: float) -> str:
    said = f"{aws.target.names.log_group} has no REPORT line in the last {days:g} days"
    stage = aws.target.stage
    if stage.log_format == "json" and stage.log_levels.system == "WARN":
        return f'{said}: with "log_levels" of "system": "WARN" Lambda writes none'
    return said


def _cold_starts(aws: "Aws", every: list[Invocation], read: Read, days: float) -> ColdStarts:
    requests = [each for each in every if not each.ping]
    found = ColdStarts(
        aws.target.names.function,
        _moment(read.since),
        _moment(read.until),
        (read.until - read.since) / _DAY,
        days,
        cold_starts.sliced("", requests),
        cold_starts.over_time(requests, read.since, read.until - 1),
        cold_starts.by_version(requests),
        cold_starts.sliced("", [each for each in every if each.ping]),
        sum(each.ahead for each in every),
        sum(each.restored and each.cold for each in requests),
        every[-1].memory,
        max(each.used for each in every),
        None,
        (),
    )
    return _with_traffic(aws, found, read.until, days)


def _with_traffic(aws: "Aws", found: ColdStarts, until: int, days: float) -> ColdStarts:
    from ..aws.metrics import counted

    notes = []
    if found.asked - found.days > 1 / 24:
        notes.append(
            f"only the last {found.days:.1f} of {days:g} days were read: the log is too large for "
            "more"
        )
    names, traffic = aws.target.names, None
    try:
        metrics = counted(aws, names.function, [names.rule], until - int(days * _DAY), until)
    except AwsError as error:
        notes.append(f"without CloudWatch's metrics: {error.message}")
    else:
        if metrics is not None:
            traffic = Traffic(days, metrics.requests, metrics.peak)
    return replace(found, traffic=traffic, notes=tuple(notes))


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M")
