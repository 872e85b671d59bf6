"""``lift plan``: what a deployment would change."""

import click

from . import options
from .context import Context
from .engine import preview

CHANGES = 3  # the exit code that --exit-code asks for


@click.command("plan", short_help="Show what deploying a stage would change.")
@click.argument("stage", required=False)
@click.option("--exit-code", is_flag=True, help=f"Exit with {CHANGES} when there are changes.")
@options.adopt
@options.retire
@click.pass_context
def command(
    ctx: click.Context,
    stage: str | None,
    exit_code: bool,
    adopt: tuple[str, ...],
    retire: bool,
) -> None:
    """Show what `lift deploy STAGE` would do, and why; change nothing.

    With -v (lift -v plan) also what is as it should be.
    """
    from ..engine.options import Options

    context: Context = ctx.obj
    work = preview(context, stage, Options("deploy", adopt=adopt, retire=retire)).plan.work
    if exit_code and work:
        ctx.exit(CHANGES)
