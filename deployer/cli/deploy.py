"""``lift deploy``: make the stage what the settings say."""

from typing import Any

import click

from ..clock import Clock
from . import options
from .context import Context
from .engine import preview, run
from .every import SideBySide


@click.command("deploy", cls=SideBySide, short_help="Deploy a stage.")
@click.argument("stage", required=False)
@options.commit
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.adopt
@options.retire
@options.dry_run
@options.timeout
@options.wait
@click.pass_obj
def command(
    context: Context,
    /,
    stage: str | None,
    commit: str | None,
    dry_run: bool,
    clock: Clock,
    **how: Any,
) -> None:
    """Deploy STAGE: whatever state it is in, make it what the settings say.

    Run again, it changes nothing; after an interruption, it goes on.
    """
    from ..engine.options import Options

    asked = Options("deploy", **how)
    if dry_run:
        preview(context, stage, asked)
    else:
        run(context, stage, commit, asked, clock)
