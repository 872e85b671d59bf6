"""``lift sandbox``: an embedded AWS on this machine, until Ctrl-C."""

import os
import signal

import click

from .context import Context

_HOW = """\
export AWS_ENDPOINT_URL={endpoint}
export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox
export AWS_DEFAULT_REGION={region}
"""


@click.command("sandbox", short_help="Run an embedded AWS on this machine.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=4566,
    show_default=True,
    metavar="N",
    help="Where the control plane listens on 127.0.0.1; 0 takes any free port.",
)
@click.pass_obj
def command(context: Context, port: int) -> None:
    """Run an embedded AWS on this machine.

    Commands in a shell with the printed variables deploy into it. Each API and function URL gets
    an address of its own, shown when it is created, and each request to it a line. Everything is
    gone when it ends.
    """
    from ..sandbox import Sandbox

    ended = _told_to_end()
    with Sandbox(port=port, ui=context.ui) as sandbox:
        region = context.region or "us-east-1"
        if context.json:
            context.ui.data({"endpoint": sandbox.endpoint, "region": region})
        else:
            context.ui.text(_HOW.format(endpoint=sandbox.endpoint, region=region))
            context.ui.note("in another shell with these: lift deploy; Ctrl-C here ends it")
        os.read(ended, 1)


def _told_to_end() -> int:
    """A pipe from which SIGINT or SIGTERM can be read.

    The kernel gives a signal to any thread, and then nothing wakes the main thread out of a lock,
    so neither an Event nor a queue would do.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    return reading
