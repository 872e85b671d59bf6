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
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    metavar="N",
    help="How far back the log is read; with 0 AWS is not asked.",
)
@click.pass_obj
def command(
    context: Context, stage: str | None, runs: int, html: Path | None, no_trials: bool, days: int
) -> None:
    """Start STAGE's bundle on this machine as Lambda does, and show what that takes.

    The time of INIT by import, of the application's start and of its first request, the size of
    each package, and what settings would gain, each tried out. Where STAGE is deployed, its real
    cold starts. And which kind of warmth would spare how many of them, and its price.

    The exit code is 1 when one of the "budgets" is exceeded.
    """
    from ..doctor import budgets
    from ..doctor.diagnosis import diagnose
    from ..doctor.page import check_place, write
    from ..show.diagnosis import shown

    if html:
        check_place(html)
    found = diagnose(context.stage(stage), context.ui, runs=runs, trying=not no_trials, days=days)
    if context.json:
        context.ui.data(found.document())
    else:
        context.ui.text(shown(found, whole=context.verbose))
    if html:
        context.ui.step(f"the page is {write(found, html)}")
    made = found.examination
    budgets.refuse(made.stage, made.budgets, lambda: budgets.slowest(made))
