"""``lift update``: a new release of code and configuration."""

import click

from ..clock import Clock
from . import options
from .context import Context
from .engine import preview, run
from .every import SideBySide


@click.command("update", cls=SideBySide, short_help="Update code and configuration of a stage.")
@click.argument("stage", required=False)
@options.commit
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.dry_run
@options.timeout
@options.wait
@click.pass_obj
def command(
    context: Context,
    stage: str | None,
    commit: str | None,
    yes: bool,
    dry_run: bool,
    clock: Clock,
    wait: bool,
) -> None:
    """Update code and configuration of STAGE, which must have been deployed.

    Role, front door and schedule are left as they are.
    """
    from ..engine.options import Options

    if dry_run:
        preview(context, stage, Options("update"))
    else:
        run(context, stage, commit, Options("update", yes=yes, wait=wait), clock)
