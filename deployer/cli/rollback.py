"""``lift rollback``: back to an earlier version."""

import click

from .context import Context


@click.command("rollback", short_help="Go back to an earlier version.")
@click.argument("stage", required=False)
@click.option("--to", metavar="N", help="The version; by default the one that was live before.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def command(context: Context, stage: str | None, to: str | None, yes: bool) -> None:
    """Make an earlier version of STAGE live: its code, dependencies and configuration.

    Role, front door and schedule stay as they are.
    """
    from ..aws.session import connect
    from ..rollback import rollback

    done = rollback(connect(context.stage(stage), context.ui), to, context.ui, yes=yes)
    if context.json:
        context.ui.data(done.document())
    else:
        context.ui.text(f"version {done.version} of {done.function}")
