"""The event loop of the process. It lives as long as the execution environment.

One loop for all adapters and invocations, so that what belongs to a loop (connection pools, locks,
tasks left over) goes on working in the next invocation. It runs only during one.
"""

from __future__ import annotations

import asyncio
import atexit
from threading import active_count

from .errors import LoopRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .types import Work

_loop: asyncio.AbstractEventLoop | None = None


def current() -> asyncio.AbstractEventLoop:
    """The loop, made when first asked for, by the application's policy (uvloop's, perhaps)."""
    global _loop  # noqa: PLW0603  (it belongs to the process, like asyncio's own)
    if _loop is None or _loop.is_closed():
        _loop = asyncio.new_event_loop()
        asyncio.set_event_loop(_loop)
        atexit.register(close, _loop)
    return _loop


def close(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what is left and close the loop. At exit, which only happens outside Lambda.

    Without it the interpreter complains of every task that it destroys while it waits.
    """
    if loop.is_closed():
        return
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        done, _ = loop.run_until_complete(asyncio.wait(tasks, timeout=1))
        for task in done:
            if not task.cancelled():
                task.exception()  # looked at, so that nobody complains
    loop.close()


def run(work: Work) -> asyncio.Task[None]:
    """Run the loop until this work is over, and return its task, which may go on after that.

    The work stops the loop itself: one turn less than ``run_until_complete`` takes.
    """
    # Asked here, since a run_forever that Python 3.13.0 refuses breaks the loop that runs. This
    # is in asyncio.events.__all__; get_running_loop, which raises, takes ten times as long.
    if asyncio._get_running_loop() is not None:
        raise LoopRunning(
            "the handler was called while an event loop runs in this thread; "
            "call it from a thread of its own, for example with asyncio.to_thread"
        )
    loop = current()
    task = loop.create_task(work.run())
    while not work.over:  # a stop may also come from elsewhere
        loop.run_forever()
    if active_count() > 1:
        # A turn for the callbacks of the task that has ended: anyio (Starlette's and FastAPI's
        # `def` endpoints) ends its worker threads in one, and they would keep the process.
        loop.call_soon(loop.stop)
        loop.run_forever()
    return task
