"""The event loop of the process. It lives as long as the execution environment.

One loop for all adapters and invocations, so that what belongs to a loop (connection pools, locks,
tasks left over) goes on working in the next invocation. It runs only during one.
"""

from __future__ import annotations

import asyncio

from .errors import InvalidResponse, LoopRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

_loop: asyncio.AbstractEventLoop | None = None


def current() -> asyncio.AbstractEventLoop:
    """The loop, made when first asked for, by the application's policy (uvloop's, perhaps)."""
    global _loop  # noqa: PLW0603  (it belongs to the process, like asyncio's own)
    if _loop is None or _loop.is_closed():
        _loop = asyncio.new_event_loop()
        asyncio.set_event_loop(_loop)
    return _loop


def run(function: Callable[..., Awaitable[None]], *arguments: Any) -> Exception | None:
    """Call it in the loop, await it to its end and return the exception it raised, if any.

    One turn of the loop less than ``run_until_complete``: the coroutine stops the loop itself.
    """
    loop = current()
    outcome: list[Exception] = []

    async def call() -> None:
        try:
            await function(*arguments)
        except Exception as error:
            outcome.append(error)
        except asyncio.CancelledError:
            outcome.append(InvalidResponse("the application cancelled its own task"))
        finally:
            loop.stop()

    forever(loop, loop.create_task(call()))
    return outcome[0] if outcome else None


def forever(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    """Run the loop until it is stopped; LoopRunning where this thread runs one already."""
    try:
        loop.run_forever()
    except RuntimeError:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            pass
        else:
            task.cancel()
            raise LoopRunning(
                "the handler was called while an event loop runs in this thread; "
                "call it from a thread of its own, for example with asyncio.to_thread"
            ) from None
        raise
