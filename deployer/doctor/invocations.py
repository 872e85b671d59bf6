"""What the function did, one invocation after another, out of its log. Pure.

An environment has a log stream of its own and one invocation at a time: what its stream says
between two REPORT lines belongs to the second.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..logs.event import LogEvent
from ..logs.pings import ping_of
from ..logs.report import Report, failed_init, read

# INIT ends after this time or is started anew with the first invocation: an environment that
# began earlier than that was made before anybody asked for it.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
_INIT_LIMIT = 10_000  # ms

_INIT = "INIT_START "

PATTERN = (
    "?REPORT ?INIT_START ?INIT_REPORT "
    '?"platform.report" ?"platform.initStart" ?"platform.initReport" ?"keep-warm"'
)
"""CloudWatch's filter pattern for the lines that matter here, whatever the log's format."""


@dataclass(frozen=True)
class Invocation:
    """Times are milliseconds, ``began`` and ``ended`` since 1970. ``start_ms`` is that of a cold
    start that the invocation waited for, None when the environment was there."""

    version: str
    ended: int
    duration_ms: float
    billed_ms: float
    memory: int
    used: int
    start_ms: float | None
    restored: bool  # a snapshot's start
    ahead: bool  # the environment's first, which it did not wait for
    ping: bool  # keep_warm's

    @property
    def began(self) -> float:
        """When it was there: a cold start lies before."""
        return self.ended - self.duration_ms

    @property
    def cold(self) -> bool:
        return self.start_ms is not None


@dataclass
class _Stream:
    """What was said since the last REPORT."""

    started: int | None = None
    failed_ms: float | None = None
    ping: bool = False


def invocations(events: Iterable[LogEvent]) -> Iterator[Invocation]:
    """Those whose REPORT is in ``events``, which are in the order of their times."""
    streams: dict[str, _Stream] = {}
    for event in events:
        stream = streams.setdefault(event.stream, _Stream())
        text = event.text
        if text.startswith(_INIT):
            stream.started = event.timestamp
        elif (failed := failed_init(text)) is not None:
            stream.failed_ms = failed
        elif ping_of(event.message):
            stream.ping = True
        elif report := read(text):
            yield _invocation(event, report, stream)
            streams[event.stream] = _Stream()


def _invocation(event: LogEvent, report: Report, stream: _Stream) -> Invocation:
    ahead = _was_ahead(event, report, stream.started)
    start = stream.failed_ms if report.start_ms is None else report.start_ms
    return Invocation(
        event.version,
        event.timestamp,
        report.duration_ms,
        report.billed_ms,
        report.memory,
        report.used,
        None if ahead else start,
        report.restored,
        ahead,
        stream.ping,
    )


def _was_ahead(event: LogEvent, report: Report, started: int | None) -> bool:
    """Provisioned concurrency does that, and Lambda itself now and then."""
    if report.start_ms is None or report.restored or started is None:
        return False
    return event.timestamp - report.duration_ms - started > _INIT_LIMIT
