"""``lift manage``: run a Django management command in the function."""

import sys

import click

from ..errors import UsageError
from .context import Context


@click.command(
    "manage",
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    },
    short_help="Run a Django management command in the function.",
)
@click.option("--yes", is_flag=True, help="Don't ask, although the stage is protected.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[STAGE] COMMAND …")
@click.pass_context
def command(click_context: click.Context, yes: bool, arguments: tuple[str, ...]) -> None:
    """Run a Django management command in the function, print its output, pass on its exit code.

    lift manage production createcachetable

    Everything behind the stage is the command's own. It cannot ask questions: give it --noinput.
    """
    if arguments[:1] in (("--help",), ("-h",)):  # behind a stage it is the management command's
        click.echo(click_context.get_help())
        return
    context: Context = click_context.obj
    from ..aws import function
    from ..aws.session import connect
    from ..engine import protection
    from ..engine.live import of_live
    from ..engine.manage import event, finished
    from ..resources.alias import LIVE

    stage, rest = context.stage_and_rest(arguments)
    if not rest:
        raise UsageError("which command?", hint="for example: lift manage STAGE migrate --noinput")
    if stage.django_settings is None:
        raise UsageError(
            f'stage "{stage.name}" has no Django project, so no management commands',
            hint='lift invoke sends it any event; "django_settings" makes it a Django stage',
        )
    aws = of_live(connect(stage, context.ui))
    protection.confirm(aws, context.ui, f"run {rest[0]} in", yes=yes)
    answer = function.invoke(aws, aws.target.names.function, LIVE, event(rest))
    result = finished(answer)
    if context.json:
        context.ui.data({"exit_code": result.exit_code, "output": result.output})
    elif result.output:
        context.ui.text(result.output)
    sys.exit(result.exit_code)
