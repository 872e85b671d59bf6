"""``lift doctor``: what a cold start's time and the bundle's size go to, and what helps."""

import click

from .context import Context


@click.command("doctor", short_help="Show what a cold start's time goes to.")
@click.argument("stage", required=False)
@click.option(
    "--runs",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="How many cold starts to time.",
)
@click.pass_obj
def command(context: Context, stage: str | None, runs: int) -> None:
    """Start STAGE's bundle on this machine as Lambda does, and show what that takes.

    The time of INIT by import, of the application's start and of its first request, and the size of
    each package. AWS is not asked.
    """
    from ..doctor.document import document
    from ..doctor.examine import examine
    from ..show.doctor import shown

    examination = examine(context.stage(stage), context.ui, runs=runs)
    if context.json:
        context.ui.data(document(examination))
    else:
        context.ui.text(shown(examination, whole=context.verbose))
