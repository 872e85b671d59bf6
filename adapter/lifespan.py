"""ASGI lifespan: startup once per execution environment, and shutdown where somebody asks for it.

https://asgi.readthedocs.io/en/latest/specs/lifespan.html. Lambda ends an environment without
telling its function, so by default the application waits for a shutdown that never comes.
``shutdown.py`` is for those who want it.
"""

from __future__ import annotations

import asyncio
import os

from . import loop, process
from .errors import InvalidResponse, LifespanFailed
from .log import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .types import AsgiApplication, Message

VERSION = {"version": "3.0", "spec_version": "2.0"}

# Seconds that Lambda gives INIT. If that is not enough it kills the process, and begins anew inside
# the first invocation, with its time-out.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
INIT = 10


def start(application: AsgiApplication, mode: str) -> Lifespan:
    """Send the startup, wait for its end, and return the application's lifespan.

    ``mode`` "off": nothing is sent. "on": an application that does not complete its startup raises
    LifespanFailed. "auto": only one that says so; one without lifespan is served without.
    """
    lifespan = Lifespan(application)
    if mode == "off":
        lifespan.outcome = "off"
        return lifespan
    TASKS.add(loop.run(lifespan))
    lifespan.judge(mode)
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "on-demand":
        warn_of_second_start(process.age())
    return lifespan


# The loop holds its tasks weakly; what waits for the shutdown must not be collected.
TASKS: set[asyncio.Task[None]] = set()


class Lifespan:
    """``receive`` and ``send`` of the lifespan, and how it goes.

    ``outcome`` of the startup: "complete", "failed", "off", or "none" where the application has no
    lifespan. ``state`` is what the application put into it. It is over, as a piece of work for the
    loop, when the startup is; the application's call goes on.
    """

    def __init__(self, application: AsgiApplication) -> None:
        self.application = application
        self.state: dict[str, Any] = {}
        self.received = 0
        self.outcome = "none"
        self.message = ""
        self.error: Exception | None = None
        self.over = False
        self.leaving = asyncio.Event()  # the application is told to shut down
        self.left = asyncio.Event()  # it has
        self.farewell = ""  # "complete" or "failed", and then `message` says why

    async def run(self) -> None:
        scope = {"type": "lifespan", "asgi": VERSION.copy(), "state": self.state}
        try:
            await self.application(scope, self.receive, self.send)
        except Exception as error:
            self.error = error
            if self.over:
                logger().exception("the application's lifespan ended with an error")
        finally:
            self.left.set()
            self.end_startup()

    def end_startup(self) -> None:
        if not self.over:
            self.over = True
            loop.stop()

    async def receive(self) -> Message:
        self.received += 1
        if self.received == 1:
            return {"type": "lifespan.startup"}
        await self.leaving.wait()
        if self.received == 2:
            return {"type": "lifespan.shutdown"}
        nothing: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await nothing

    async def send(self, message: Message) -> None:
        phase, _, outcome = message["type"].removeprefix("lifespan.").partition(".")
        if outcome not in {"complete", "failed"} or phase not in {"startup", "shutdown"}:
            raise InvalidResponse(f"the application sent {message['type']!r} during its lifespan")
        if phase == "shutdown":  # which it may also send when it is cancelled
            self.farewell = outcome
            self.message = message.get("message", "")
            self.left.set()
        elif self.outcome == "none":
            self.outcome = outcome
            self.message = message.get("message", "")
            self.end_startup()

    def judge(self, mode: str) -> None:
        """Raise if the application must not be served."""
        if self.outcome == "complete":
            return
        if self.outcome == "failed":
            message = f"the application failed to start: {self.message}".rstrip(": ")
            raise LifespanFailed(message) from self.error
        if mode == "on":
            raise LifespanFailed(
                "the application did not complete its startup; "
                'if it has no lifespan, use lifespan="auto" or "off"'
            ) from self.error
        if self.error is not None and self.received:
            # The specification says to go on. It looks more like a failure, so it is not hidden.
            logger().warning(
                "lifespan startup raised; served without lifespan", exc_info=self.error
            )

    async def shut_down(self) -> None:
        """Send the shutdown and wait for its end."""
        self.leaving.set()
        await self.left.wait()

    async def end(self) -> None:
        """``shut_down``, for whose failure the application is not served."""
        await self.shut_down()
        if self.farewell == "failed":
            message = f"the application failed to shut down: {self.message}".rstrip(": ")
            raise LifespanFailed(message) from self.error


def warn_of_second_start(age: float) -> None:
    """Say it if the process is so old (in seconds) that Lambda must have killed one before it."""
    if age > INIT:
        logger().warning(
            "the application took %.1f s to start; Lambda stops INIT after %d s and begins anew "
            "inside the first invocation, so the startup has begun twice",
            age,
            INIT,
        )
