"""``lift settings check``: is the settings file right?"""

import click

from .context import Context


@click.group("settings", short_help="Check the settings file.")
def command() -> None:
    """The settings file."""


@command.command()
@click.pass_obj
def check(context: Context) -> None:
    """Check the settings file: its keys and values, and each stage's application."""
    from ..application import find_application
    from ..settings import load_all

    stages = load_all(context.settings_file)
    for stage in stages:
        find_application(stage)
    if context.json:
        context.ui.data(
            {"settings": str(stages[0].settings_file), "stages": [s.name for s in stages]}
        )
    else:
        names = ", ".join(stage.name for stage in stages)
        context.ui.text(f"{stages[0].settings_file} is right; stages: {names}")
