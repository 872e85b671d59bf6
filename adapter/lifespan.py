"""ASGI lifespan: startup once per execution environment. Shutdown is not sent.

https://asgi.readthedocs.io/en/latest/specs/lifespan.html. Lambda ends an environment without
telling its function, so the application waits for a shutdown that never comes.
"""

from __future__ import annotations

import asyncio

from . import loop
from .errors import InvalidResponse, LifespanFailed
from .log import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .types import AsgiApplication, Message

VERSION = {"version": "3.0", "spec_version": "2.0"}


def start(application: AsgiApplication, mode: str) -> dict[str, Any]:
    """Send the startup, wait for its end, and return the state the application made.

    ``mode`` "off": nothing. "on": an application that does not complete its startup raises
    LifespanFailed. "auto": only one that says so; one without lifespan is served without.
    """
    if mode == "off":
        return {}
    startup = Startup(application)
    TASKS.add(loop.run(startup))
    startup.judge(mode)
    return startup.state


# The loop holds its tasks weakly; what waits for the shutdown must not be collected.
TASKS: set[asyncio.Task[None]] = set()


class Startup:
    """``receive`` and ``send`` of the lifespan, and how the startup ended."""

    def __init__(self, application: AsgiApplication) -> None:
        self.application = application
        self.state: dict[str, Any] = {}
        self.received = False
        self.outcome = ""  # "complete", "failed", or "" where the application is without lifespan
        self.message = ""
        self.error: Exception | None = None
        self.over = False

    async def run(self) -> None:
        scope = {"type": "lifespan", "asgi": VERSION.copy(), "state": self.state}
        try:
            await self.application(scope, self.receive, self.send)
        except Exception as error:
            self.error = error
            if self.over:
                logger().exception("the application's lifespan ended with an error")
        finally:
            self.end()

    def end(self) -> None:
        if not self.over:
            self.over = True
            asyncio.get_running_loop().stop()

    async def receive(self) -> Message:
        if not self.received:
            self.received = True
            return {"type": "lifespan.startup"}
        goodbye: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await goodbye  # Lambda says none

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind in ("lifespan.startup.complete", "lifespan.startup.failed") and not self.outcome:
            self.outcome = kind.rpartition(".")[2]
            self.message = message.get("message", "")
            self.end()
        elif not kind.startswith("lifespan.shutdown."):  # which it sends when it is cancelled
            raise InvalidResponse(f"the application sent {kind!r} during its lifespan")

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
