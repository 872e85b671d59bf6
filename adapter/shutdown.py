"""The shutdown of an ASGI application, for ``lifespan_shutdown=True``. Imported only then.

On Lambda: an environment ends with SIGTERM to the function's process, if an extension is registered
in it, and 500 ms later with SIGKILL. A process may register itself, as an internal extension, which
asks for no event (SHUTDOWN is for external ones). Elsewhere: when the interpreter ends.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
https://github.com/aws-samples/graceful-shutdown-with-aws-lambda
"""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import sys
import threading
from http.client import HTTPConnection, HTTPException

from . import loop
from .errors import LoopRunning
from .log import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType
    from typing import Any

    from .lifespan import Lifespan

EXTENSION = "lift"
TIME = 0.45  # seconds for the application, of the 500 ms that Lambda gives the process
WITHOUT = "lifespan_shutdown: %s; the application's shutdown will not run"


def prepare(lifespan: Lifespan) -> None:
    """Have the application's shutdown run once, when this process ends."""
    shutdown = Shutdown(lifespan)
    atexit.register(shutdown.at_exit)
    address = os.environ.get("AWS_LAMBDA_RUNTIME_API")
    if not address:
        return
    obstacle = obstacle_in(os.environ)
    if obstacle:
        logger().warning(WITHOUT, obstacle)
        return
    try:
        shutdown.previous = signal.signal(signal.SIGTERM, shutdown.on_signal)
        register(address)
    except (OSError, HTTPException, ValueError) as error:  # ValueError: not in the main thread
        logger().warning(WITHOUT, error)


def obstacle_in(environment: Mapping[str, str]) -> str:
    """Why SIGTERM does not reach this process, "" if it does. Read from awslambdaric 4.2.

    Its lambda_config.py: up to python3.11 the main thread waits for events in C, where it hears no
    signal. Its lambda_multi_concurrent_utils.py: Managed Instances serve in child processes.
    """
    if "AWS_LAMBDA_MAX_CONCURRENCY" in environment:
        return "Lambda Managed Instances send SIGTERM to the parent process only"
    minor = environment.get("AWS_EXECUTION_ENV", "").removeprefix("AWS_Lambda_python3.")
    if not (minor.isdecimal() and int(minor) >= 12):
        return "Lambda's runtime client hears SIGTERM only from python3.12 on"
    return ""


_registered = False


def register(address: str) -> None:
    """Register this process as an internal extension, once. It must be done before INIT ends."""
    global _registered  # noqa: PLW0603  (it is the process that is registered)
    if _registered:
        return
    connection = HTTPConnection(address, timeout=5)
    path = "/2020-01-01/extension/register"
    headers = {"Lambda-Extension-Name": EXTENSION, "Content-Type": "application/json"}
    connection.request("POST", path, b'{"events": []}', headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    identifier = response.headers["Lambda-Extension-Identifier"]
    if response.status != 200 or not identifier:
        raise OSError(f"Lambda answered {response.status} to the extension: {body.decode()}")
    _registered = True
    # INIT ends when every extension has asked for its next event. Ours, without any, gets none.
    arguments = (address, identifier)
    threading.Thread(target=wait, args=arguments, name="lift-extension", daemon=True).start()


def wait(address: str, identifier: str) -> None:
    connection = HTTPConnection(address)
    headers = {"Lambda-Extension-Identifier": identifier}
    try:
        connection.request("GET", "/2020-01-01/extension/event/next", headers=headers)
        connection.getresponse()
    except (OSError, HTTPException) as error:
        logger().warning(WITHOUT, error)


class Shutdown:
    """The shutdown of one application, as work for the loop. It happens once."""

    def __init__(self, lifespan: Lifespan) -> None:
        self.lifespan = lifespan
        self.process = os.getpid()
        self.begun = False
        self.over = False
        self.previous: Callable[[int, FrameType | None], Any] | int | None = signal.SIG_DFL

    async def run(self) -> None:
        try:
            await asyncio.wait_for(self.lifespan.shut_down(), TIME)
        except TimeoutError:
            logger().error("the application's shutdown has taken over %.2f s", TIME)
        finally:
            self.over = True
            loop.stop()
        self.report()

    def report(self) -> None:
        if self.lifespan.farewell == "failed":
            logger().error("the application failed to shut down: %s", self.lifespan.message)
        elif self.lifespan.farewell == "complete":
            logger().info("the application has shut down")

    def at_exit(self) -> None:
        # A thread that runs the loop even now is a daemon, which will not leave it to us.
        if not self.begun and os.getpid() == self.process and loop.idle():
            self.begun = True
            loop.run(self)

    def on_signal(self, number: int, _: FrameType | None) -> None:
        """Shut the application down; then what would have happened without us happens."""
        if self.over or os.getpid() != self.process:
            self.pass_on(number)
        elif not self.begun:
            self.begun = True
            self.begin(number)

    def begin(self, number: int) -> None:
        if loop.idle():
            try:
                loop.run(self)
            except LoopRunning as error:
                logger().warning(WITHOUT, error)
            self.pass_on(number)
        else:  # in the middle of an invocation
            loop.current().call_soon_threadsafe(self.join, number)

    def join(self, number: int) -> None:
        task = asyncio.get_running_loop().create_task(self.run())
        task.add_done_callback(lambda _: signal.raise_signal(number))

    def pass_on(self, number: int) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        signal.signal(number, signal.SIG_DFL if self.previous is None else self.previous)
        signal.raise_signal(number)
