"""``lift invoke``: call the function with an event of yours."""

import json
import sys

import click

from ..errors import LiftError, UsageError
from .context import Context


@click.command("invoke", short_help="Call the function with an event of yours.")
@click.argument("arguments", nargs=-1, metavar="[STAGE] [EVENT]")
@click.option("--version", metavar="N", help="A version instead of the live one.")
@click.option("--log", is_flag=True, help="Show the end of what the function logged.")
@click.pass_obj
def command(context: Context, arguments: tuple[str, ...], version: str | None, log: bool) -> None:
    """Call the function with EVENT, a JSON document, and print what it answers.

    Without EVENT the keep-warm event is sent, which starts the function and leaves the application
    alone; "-" reads the event from standard input.
    """
    from ..aws import function
    from ..aws.session import connect
    from ..engine.live import of_live
    from ..resources.alias import LIVE

    stage, rest = context.stage_and_rest(arguments)
    event = _event(rest)
    aws = of_live(connect(stage, context.ui))
    answer = function.invoke(aws, aws.target.names.function, version or LIVE, event)
    if answer.error is not None:
        said = answer.payload if isinstance(answer.payload, dict) else {}
        kind, message = said.get("errorType", answer.error), said.get("errorMessage", "")
        raise LiftError(f"the function failed: {kind}: {message}".rstrip(": ."), details=answer.log)
    if log:
        for line in answer.log.splitlines():
            context.ui.step(line)
    context.ui.data(answer.payload)


def _event(rest: tuple[str, ...]) -> object:
    from lift.warmers.keep_warm import EVENT

    if not rest:
        return EVENT
    if len(rest) > 1:
        raise UsageError(f"one event at a time, not {len(rest)}", hint="put the JSON in quotes")
    text = sys.stdin.read() if rest[0] == "-" else rest[0]
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"the event is not JSON: {error}", hint="for example: lift invoke STAGE '{\"a\": 1}'"
        ) from error
