"""``--all``: a command that works on one stage, for every stage of the settings."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from .context import Context
from .many import check_alone, show

if TYPE_CHECKING:
    from ..settings import Stage


class SideBySide(click.Command):
    """A command for one stage that has ``--all``: it then runs once for each, side by side."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        every = click.Option(["--all", "every"], is_flag=True, help="All stages, side by side.")
        self.params += [every, click.Option(["--answered"], is_flag=True, hidden=True)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["lift.arguments"] = [each for each in args if each != "--all"]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        every, answered = ctx.params.pop("every"), ctx.params.pop("answered")
        if every:
            return _run(ctx)
        ctx.obj = replace(ctx.obj, answered=answered)
        return super().invoke(ctx)


def _run(ctx: click.Context) -> None:
    from ..engine.outcome import of
    from ..engine.side_by_side import run

    check_alone(ctx.params["stage"], every=True)
    context: Context = ctx.obj
    stages = context.stages()
    commands = {stage.name: list(_command(ctx, stage)) for stage in stages}
    show(context, [of(*each) for each in zip(commands, run(commands, context.ui), strict=True)])


def _command(ctx: click.Context, stage: "Stage") -> Iterator[str]:
    """What does for ``stage`` alone what was asked for all; asks first where it is protected."""
    from ..aws.session import connect
    from ..engine import protection

    context: Context = ctx.obj
    asks = stage.protected and not ctx.params["yes"] and not ctx.params["dry_run"]
    if asks:
        protection.confirm(connect(stage, context.ui), context.ui, str(ctx.info_name), yes=False)
    yield from (sys.executable, "-m", "lift.deployer", *context.options())
    if context.json or not ctx.params["dry_run"]:  # a plan is shown as it reads
        yield "--json"
    yield from (str(ctx.info_name), stage.name, *ctx.meta["lift.arguments"])
    if asks:
        yield "--answered"
