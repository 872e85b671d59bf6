"""The event loop of the process. It lives as long as the execution environment.

One loop for all adapters, invocations and threads, so that what belongs to a loop (connection
pools, locks, tasks left over) goes on working in the next invocation. It has no thread of its own:
it runs during invocations only, in the thread that called. Of several that call at once, one runs
the loop for all, and another goes on with it when that one has its answer. A child process begins
anew.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
from threading import Condition

from .errors import LoopRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextvars import Context
    from typing import Any

    from .types import LoopFactory, Work

_loop: asyncio.AbstractEventLoop | None = None
_factory: LoopFactory = asyncio.new_event_loop  # which honours a policy (uvloop's, perhaps)

# Who takes the one element may run the loop. Taking from a list is atomic, as a lock is, and takes
# a quarter of the time.
_turn = [True]

# The work of threads that wait while another runs the loop, and how they hear of news.
_waiting: list[Work] = []
_news = Condition()


def choose(factory: LoopFactory) -> None:
    """Make the loop with this. ValueError if it has been made already, with another."""
    global _factory  # noqa: PLW0603  (they belong to the process, like asyncio's own)
    if _loop is not None and not _loop.is_closed() and factory is not _factory:
        raise ValueError("loop_factory: the event loop of this process has been made already")
    _factory = factory


def current() -> asyncio.AbstractEventLoop:
    """The loop, made when first asked for."""
    if _loop is None or _loop.is_closed():
        return _made()
    return _loop


def _made() -> asyncio.AbstractEventLoop:
    global _loop  # noqa: PLW0603
    with _news:  # one of several threads makes it
        if _loop is None or _loop.is_closed():
            _loop = _factory()
            asyncio.set_event_loop(_loop)
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


@atexit.register
def _close_at_exit() -> None:
    if _loop is not None:
        close(_loop)


def _begin_anew() -> None:
    """In a child process: the loop and the threads that use it are its parent's."""
    global _loop, _news  # noqa: PLW0603
    if _loop is not None:
        # Its tasks end with the child, which is nobody's mistake.
        _loop.set_exception_handler(lambda *_: None)
    _loop = None
    _news = Condition()
    _waiting.clear()
    _turn[:] = [True]


os.register_at_fork(after_in_child=_begin_anew)


class Task(asyncio.Task[None]):
    """The task of a piece of work. It knows whether somebody is to be called at its end."""

    watched = False

    def add_done_callback(
        self, callback: Callable[[Any], object], /, *, context: Context | None = None
    ) -> None:
        self.watched = True
        super().add_done_callback(callback, context=context)


def run(work: Work) -> asyncio.Task[None]:
    """Run the loop until this work is over, and return its task, which may go on after that.

    The work stops the loop itself: one turn less than ``run_until_complete`` takes.
    """
    # A loop that runs has its hooks for async generators in this thread (PEP 525). Asking for them
    # takes a third of the time of get_running_loop, which raises. To let run_forever refuse is
    # cheaper still, but Python 3.13.0 breaks the loop that runs.
    if sys.get_asyncgen_hooks()[0] is not None:
        _refuse_in_running_loop()
    try:
        _turn.pop()
    except IndexError:
        return _share(work)
    try:
        loop = _loop
        if loop is None or loop.is_closed():
            loop = current()
        # create_task, without what makes it slow
        task = Task(work.run(), loop=loop, name="lift")
        while not work.over:  # a stop may also come from others
            loop.run_forever()
            if _waiting:
                _tell()
        if task.watched:
            _run_callbacks(loop)
        return task
    finally:
        _turn.append(True)
        if _waiting:
            _tell()


def stop() -> None:
    """Called by work that is over. The same as asking for the running loop, and faster."""
    if _loop is not None:
        _loop.stop()


def idle() -> bool:
    """Whether no thread runs the loop."""
    return bool(_turn)


def _refuse_in_running_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise LoopRunning(
        "the handler was called while an event loop runs in this thread; "
        "call it from a thread of its own, for example with asyncio.to_thread"
    )


def _run_callbacks(loop: asyncio.AbstractEventLoop) -> None:
    """A turn for the callbacks of a task that has ended.

    anyio (Starlette's and FastAPI's `def` endpoints) ends its worker threads in one, and they
    would keep the process.
    """
    loop.call_soon(loop.stop)
    loop.run_forever()


def _tell() -> None:
    with _news:
        _news.notify_all()


def _share(work: Work) -> asyncio.Task[None]:
    """Give the work to the thread that runs the loop; go on with the loop when that leaves it."""
    loop = current()
    tasks: list[asyncio.Task[None]] = []
    _waiting.append(work)
    loop.call_soon_threadsafe(lambda: tasks.append(loop.create_task(work.run())))
    try:
        while not work.over:
            with _news:
                _news.wait_for(lambda: work.over or _turn)
            if not work.over:
                _run_once(loop)
    finally:
        _waiting.remove(work)
    return tasks[0]


def _run_once(loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop until some work is over, unless another thread was faster."""
    try:
        _turn.pop()
    except IndexError:
        return
    try:
        loop.run_forever()
        _run_callbacks(loop)
    finally:
        _turn.append(True)
        _tell()


class Awaited:
    """Something to await as work for the loop, and what came of it."""

    def __init__(self, awaitable: Awaitable[Any]) -> None:
        self.awaitable = awaitable
        self.result: Any = None
        self.error: BaseException | None = None
        self.over = False

    async def run(self) -> None:
        try:
            self.result = await self.awaitable
        except (Exception, asyncio.CancelledError) as error:
            self.error = error
        finally:
            self.over = True
            stop()


def result_of(awaitable: Awaitable[Any]) -> Any:
    """Await it in the loop: its result, or what it raises."""
    work = Awaited(awaitable)
    run(work)
    if work.error is not None:
        raise work.error
    return work.result
