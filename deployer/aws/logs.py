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
    request: FilterLogEventsRequestTypeDef = {"logGroupName": group, "startTime": since}
    if pattern:
        request["filterPattern"] = pattern
    if streams:
        request["logStreamNamePrefix"] = streams
    with doing(f"read log group {group}"):
        while (page := found(lambda: aws.logs.filter_log_events(**request))) is not None:
            events = map(_event, page.get("events", []))
            # CloudWatch has chosen the streams already; not every emulator does.
            yield from (event for event in events if event.stream.startswith(streams))
            if not page.get("nextToken"):
                return
            request["nextToken"] = page["nextToken"]


def _event(item: "FilteredLogEventTypeDef") -> LogEvent:
    return LogEvent(item["eventId"], item["timestamp"], item["logStreamName"], item["message"])
