"""``lift undeploy``: take everything down."""

from typing import TYPE_CHECKING

import click

from ..clock import Clock
from ..errors import NotAllDeleted, UsageError
from . import many, options
from .context import Context

if TYPE_CHECKING:
    from ..engine.undeploy import Undeployed
    from ..settings import Stage


@click.command("undeploy", short_help="Take everything of a stage down.")
@click.argument("stage", required=False)
@click.option("--all", "every", is_flag=True, help="All stages of the settings, one by one.")
@click.option("--project", metavar="P", help="A project or stage that the settings do not have.")
@click.option("--keep-logs", is_flag=True, help="Leave the log group.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.timeout
@options.wait
@click.pass_obj
def command(
    context: Context,
    stage: str | None,
    every: bool,
    project: str | None,
    keep_logs: bool,
    yes: bool,
    clock: Clock,
    wait: bool,
) -> None:
    """Delete everything that belongs to STAGE, after listing it and asking.

    Only what carries our tags goes. Run again, it finishes what was left. --project OLD takes what
    `lift status` lists as orphans: all of that project that the settings do not have, or STAGE.
    """
    many.check_alone(stage, every=every)

    def take_down(stage: "Stage") -> "Undeployed":
        from ..aws.session import connect
        from ..engine.undeploy import undeploy

        again = f"lift undeploy --project {project} {stage.name}" if project else ""
        aws = connect(stage, context.ui, clock=clock)
        return undeploy(aws, context.ui, keep_logs=keep_logs, yes=yes, wait=wait, again=again)

    if project:
        stages = context.stages_of(project, stage)
    else:
        stages = context.stages() if every else [_named(context, stage)]
    if every or len(stages) > 1 or (project and not stage):
        many.one_by_one(context, stages, take_down)
        return
    try:
        done = take_down(stages[0])
    except NotAllDeleted as error:
        if context.json:
            context.ui.data(error.document)
        raise
    if context.json:
        context.ui.data(done.document())
    else:
        context.ui.text(str(done))


def _named(context: Context, name: str | None) -> "Stage":
    try:
        return context.stage(name)
    except UsageError as error:
        if name is not None:
            former = f"`lift undeploy --project PROJECT {name}`"
            error.hint += f"; {former} takes down one that the settings do not have any more"
        raise
