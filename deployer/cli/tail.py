"""``lift tail``: the function's log lines, as they come."""

import json
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from .context import Context

if TYPE_CHECKING:
    from ..logs.event import LogEvent


@click.command("tail", short_help="Show the function's log lines as they come.")
@click.argument("stage", required=False)
@click.option("--since", default="5m", show_default=True, help="How far back: 90s, 10m, 2h, 7d.")
@click.option("--filter", "pattern", default="", help="CloudWatch's filter pattern, e.g. ERROR.")
@click.option("--pings", is_flag=True, help="Also show what keeps environments warm.")
@click.option("--follow/--no-follow", default=True, help="Wait for more (the default), or end.")
@click.pass_obj
def command(
    context: Context, stage: str | None, since: str, pattern: str, pings: bool, follow: bool
) -> None:
    """Show the function's log lines, the oldest first, and go on until Ctrl-C.

    What keep_warm's pings log is left out, unless --pings or --filter asks for it. With --json each
    line is a JSON document of its own.
    """
    from ..aws.logs import filter_log_events
    from ..aws.session import connect
    from ..engine.live import of_live
    from ..logs import tail
    from ..logs.period import seconds
    from ..logs.pings import Requests

    start = int((time.time() - seconds(since)) * 1000)
    aws = of_live(connect(context.stage(stage), context.ui))
    group = aws.target.names.log_group
    read = partial(filter_log_events, aws, group, pattern=pattern)
    if pings or pattern:  # lines that a filter has left out would tell what is a ping
        events = tail.follow(read, start, time.sleep) if follow else tail.once(read, start)
    elif follow:
        events = tail.follow(read, start, time.sleep, Requests().of)
    else:
        events = Requests().of(tail.once(read, start), last=True)
    shown = False
    for event in events:
        context.ui.text(_json(event) if context.json else _line(event))
        shown = True
    if not shown:
        context.ui.note(f"there is nothing in {group} in the last {since}")


def _line(event: "LogEvent") -> str:
    return f"{event.time} {event.version:>3} {event.environment}  {event.text.rstrip()}"


def _json(event: "LogEvent") -> str:
    content = {"time": event.time, "version": event.version, "environment": event.environment}
    return json.dumps({**content, "message": event.message.rstrip("\n")}, ensure_ascii=False)
