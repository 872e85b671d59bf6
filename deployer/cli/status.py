"""``lift status``: what runs."""

import click

from . import many
from .context import Context


@click.command("status", short_help="Show what runs.")
@click.argument("stage", required=False)
@click.option("--all", "every", is_flag=True, help="All stages, and what else lift deployed there.")
@click.pass_obj
def command(context: Context, stage: str | None, every: bool) -> None:
    """Show which version of STAGE is live, since when, from which commit, and at which URL.

    Also shown are orphans: deployments of this project that the settings have no stage for.
    """
    from ..aws.session import connect
    from ..engine.overview import overview
    from ..engine.status import status
    from ..engine.strays import look

    many.check_alone(stage, every=every)
    if every:
        outcomes, strays = overview(context.stages(), context.ui)
    else:
        aws = connect(context.stage(stage), context.ui)
        found = status(aws)
        strays = look(aws, context.stages(), context.ui)
    if not context.json:
        for note in strays.notes(whole=every):
            context.ui.note(note)
    if every:
        many.show(context, outcomes, **strays.document())
    elif context.json:
        context.ui.data(found.document() | strays.document())
    else:
        (_, name), *rows = found.rows()
        context.ui.table(("stage", name), rows)
