"""CloudWatch Logs: reading a log group."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..logs.event import LogEvent
from .absent import found
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_logs.type_defs import FilteredLogEventTypeDef, FilterLogEventsRequestTypeDef

    from .session import Aws


def filter_log_events(
    aws: "Aws", group: str, since: int, *, pattern: str = "", streams: str = ""
) -> Iterator[LogEvent]:
    """Every line of ``group`` from ``since`` (ms since 1970) on; none while there is no group.

    All pages are read, also past empty ones. ``pattern`` is CloudWatch's filter pattern,
    ``streams`` the beginning of the streams' names.
    """
    for page in pages(aws, group, since, pattern=pattern, streams=streams):
        # CloudWatch has chosen the streams already; not every emulator does.
        yield from (event for event in page if event.stream.startswith(streams))


def pages(
    aws: "Aws",
    group: str,
    since: int,
    until: int | None = None,
    *,
    pattern: str = "",
    streams: str = "",
) -> Iterator[list[LogEvent]]:
    """As CloudWatch gives them, also empty ones: who reads much can stop in between.

    ``until`` (ms) belongs to them.
    """
    request: FilterLogEventsRequestTypeDef = {"logGroupName": group, "startTime": since}
    if until is not None:
        request["endTime"] = until
    if pattern:
        request["filterPattern"] = pattern
    if streams:
        request["logStreamNamePrefix"] = streams
    with doing(f"read log group {group}"):
        while (page := found(lambda: aws.logs.filter_log_events(**request))) is not None:
            yield list(map(_event, page.get("events", [])))
            if not page.get("nextToken"):
                return
            request["nextToken"] = page["nextToken"]


def _event(item: "FilteredLogEventTypeDef") -> LogEvent:
    return LogEvent(item["eventId"], item["timestamp"], item["logStreamName"], item["message"])
