"""``lift settings``: is the file right, and what may stand in it?"""

import click

from .context import Context


@click.group("settings", short_help="Check the settings file, or print its schema.")
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


@command.command("schema")
@click.pass_obj
def show_schema(context: Context) -> None:
    """Print the JSON Schema of the settings file.

    lift settings schema > settings_schema.json

    Named in the file, {"$schema": "./settings_schema.json", …}, it makes editors complete keys and
    mark mistakes.
    """
    from ..settings.schema import schema

    context.ui.data(schema())
