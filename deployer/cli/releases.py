"""``lift releases``: what was published, and what each changed."""

import click

from .context import Context


@click.command("releases", short_help="List the releases.")
@click.argument("stage", required=False)
@click.pass_obj
def command(context: Context, stage: str | None) -> None:
    """List the releases of STAGE that are kept, the newest first: commit, who, when, what changed.

    One that was published and never got traffic is marked: it did not pass.
    """
    from ..aws.session import connect
    from ..engine.releases import releases

    found = releases(connect(context.stage(stage), context.ui))
    if context.json:
        context.ui.data(found.document())
    else:
        context.ui.table(found.headings, found.rows())
