"""``lift undeploy``: take everything down."""

import click

from ..errors import NotAllDeleted
from .context import Context


@click.command("undeploy", short_help="Take everything of a stage down.")
@click.argument("stage", required=False)
@click.option("--keep-logs", is_flag=True, help="Leave the log group.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def command(context: Context, stage: str | None, keep_logs: bool, yes: bool) -> None:
    """Delete everything that belongs to STAGE, after listing it and asking.

    Only what carries our tags goes. Run again, it finishes what was left.
    """
    from ..aws.session import connect
    from ..undeploy import undeploy

    aws = connect(context.stage(stage), context.ui)
    try:
        done = undeploy(aws, context.ui, keep_logs=keep_logs, yes=yes)
    except NotAllDeleted as error:
        if context.json:
            context.ui.data(error.document)
        raise
    if context.json:
        context.ui.data(done.document())
        return
    for title in done.kept:
        context.ui.note(f"kept: {title}")
    context.ui.text(f"{len(done.deleted)} deleted")
