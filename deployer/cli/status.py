"""``lift status``: what runs."""

import click

from .context import Context


@click.command("status", short_help="Show what runs.")
@click.argument("stage", required=False)
@click.pass_obj
def command(context: Context, stage: str | None) -> None:
    """Show which version of STAGE is live, since when, from which commit, and at which URL."""
    from ..aws.session import connect
    from ..status import status

    found = status(connect(context.stage(stage), context.ui))
    if context.json:
        context.ui.data(found.document())
    else:
        (_, name), *rows = found.rows()
        context.ui.table(("stage", name), rows)
