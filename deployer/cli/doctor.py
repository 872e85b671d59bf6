"""``lift doctor``: what a cold start's time and the bundle's size go to, and what helps."""

from pathlib import Path

import click

from .context import Context


@click.command("doctor", short_help="Show what a cold start's time goes to.")
@click.argument("stage", required=False)
@click.option(
    "--runs",
    type=click.IntRange(min=3),
    default=5,
    show_default=True,
    metavar="N",
    help="How many cold starts to time.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write a page with charts of it, one file that needs no other.",
)
@click.option("--no-trials", is_flag=True, help="Do not try what may help: faster.")
@click.pass_obj
def command(
    context: Context, stage: str | None, runs: int, html: Path | None, no_trials: bool
) -> None:
    """Start STAGE's bundle on this machine as Lambda does, and show what that takes.

    The time of INIT by import, of the application's start and of its first request, the size of
    each package, and what settings would gain, each tried out. AWS is not asked.
    """
    from ..doctor.document import document
    from ..doctor.examine import examine
    from ..doctor.page import check_place, write
    from ..show.doctor import shown

    if html:
        check_place(html)
    examination = examine(context.stage(stage), context.ui, runs=runs, trying=not no_trials)
    if context.json:
        context.ui.data(document(examination))
    else:
        context.ui.text(shown(examination, whole=context.verbose))
    if html:
        context.ui.step(f"the page is {write(examination, html)}")
