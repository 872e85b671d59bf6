"""The event loop of the process. It lives as long as the execution environment.

One loop for all adapters and invocations, so that what belongs to a loop (connection pools, locks,
tasks left over) goes on working in the next invocation. It runs only during one.
"""

from __future__ import annotations

import asyncio

from .errors import LoopRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

_loop: asyncio.AbstractEventLoop | None = None


def current() -> asyncio.AbstractEventLoop:
    """The loop, made when first asked for, by the application's policy (uvloop's, perhaps)."""
    global _loop  # noqa: PLW0603  (it belongs to the process, like asyncio's own)
    if _loop is None or _loop.is_closed():
        _loop = asyncio.new_event_loop()
        asyncio.set_event_loop(_loop)
    return _loop


def run(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Run the loop with this coroutine until something stops the loop: the coroutine's own work.

    One turn of the loop less than ``run_until_complete``, and the task may outlive the run.
    """
    loop = current()
    task = loop.create_task(coroutine)
    try:
        loop.run_forever()
    except RuntimeError:
        if not is_running():
            raise
        task.cancel()
        raise LoopRunning(
            "the handler was called while an event loop runs in this thread; "
            "call it from a thread of its own, for example with asyncio.to_thread"
        ) from None
    return task


def is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
