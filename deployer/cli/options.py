"""Options that several commands have."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from .. import run
from ..clock import Clock, RealClock
from ..deadline import Deadline
from ..logs.period import seconds


def _clock(context: click.Context, _option: click.Parameter, period: str | None) -> Clock:
    if period is None:
        return RealClock()
    return context.with_resource(_within(seconds(period)))


@contextmanager
def _within(length: int) -> Iterator[Clock]:
    """A clock that ends, and with it the programs that the command starts."""
    deadline = Deadline(RealClock(), length)
    with run.within(deadline):
        yield deadline


adopt = click.option(
    "--adopt", metavar="NAME", multiple=True, help="Take over what lift did not make; repeatable."
)
commit = click.option(
    "--commit", metavar="C", help="The commit it is made from; by default found out."
)
dry_run = click.option("--dry-run", is_flag=True, help="Show the plan and stop there.")
retire = click.option(
    "--retire", is_flag=True, help="Delete the front doors that the settings no longer name."
)
timeout = click.option(
    "--timeout",
    "clock",
    metavar="T",
    callback=_clock,
    help="Stop after so long (90s, 10m); the same command goes on from there.",
)
wait = click.option(
    "--wait/--no-wait",
    default=True,
    help="While somebody else deploys the stage, wait (the default) or stop.",
)
