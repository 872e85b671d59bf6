"""``lift rollback``: back to an earlier version."""

import click

from ..clock import Clock
from . import options
from .context import Context


@click.command("rollback", short_help="Go back to an earlier version.")
@click.argument("stage", required=False)
@click.option("--to", metavar="N", help="The version; by default the one that was live before.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.timeout
@options.wait
@click.pass_obj
def command(
    context: Context,
    stage: str | None,
    to: str | None,
    yes: bool,
    clock: Clock,
    wait: bool,
) -> None:
    """Make an earlier version of STAGE live: its code, dependencies and configuration.

    Role, front door and schedule stay as they are.
    """
    from ..aws.session import connect
    from ..engine.rollback import rollback

    aws = connect(context.stage(stage), context.ui, clock=clock)
    done = rollback(aws, to, context.ui, yes=yes, wait=wait)
    if context.json:
        context.ui.data(done.document())
    else:
        context.ui.text(f"version {done.version} of {done.function}")
