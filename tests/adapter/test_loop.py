"""One event loop for the process."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lift.adapter import Adapter, LoopRunning, loop
from lift.adapter.types import Event, Receive, Scope, Send

from . import forge
from .serving import body_of, in_a_child

LOOPS: list[asyncio.AbstractEventLoop] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        LOOPS.append(asyncio.get_running_loop())
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"hello"})


def test_all_adapters_and_invocations_share_the_loop() -> None:
    LOOPS.clear()
    for handler in (Adapter(application), Adapter(application)):
        handler(forge.http_api(), None)
        handler(forge.http_api(), None)
    assert len(LOOPS) == 4
    assert set(LOOPS) == {loop.current()}


def test_what_belongs_to_the_loop_works_in_the_next_invocation() -> None:
    locks: list[asyncio.Lock] = []

    async def locking(scope: Scope, receive: Receive, send: Send) -> None:
        if not locks:
            locks.append(asyncio.Lock())
        async with locks[0]:
            await asyncio.sleep(0)
            await application(scope, receive, send)

    handler = Adapter(locking, lifespan="off", errors="raise")
    for _ in range(2):
        assert body_of(handler(forge.http_api(), None)) == b"hello"


def test_a_call_from_a_running_loop_is_refused() -> None:
    handler = Adapter(application)

    async def call() -> None:
        with pytest.raises(LoopRunning, match=r"asyncio\.to_thread"):
            handler(forge.http_api(), None)

    asyncio.run(call())
    assert body_of(handler(forge.http_api(), None)) == b"hello"


def test_a_call_from_the_application_itself_is_refused() -> None:
    async def calling(scope: Scope, receive: Receive, send: Send) -> None:
        with pytest.raises(LoopRunning):
            Adapter(application, lifespan="off", errors="raise")(forge.http_api(), None)
        await application(scope, receive, send)

    handler = Adapter(calling, lifespan="off", errors="raise")
    assert body_of(handler(forge.http_api(), None)) == b"hello"


def test_a_loop_that_is_stopped_by_others_goes_on() -> None:
    async def stopping(scope: Scope, receive: Receive, send: Send) -> None:
        asyncio.get_running_loop().stop()
        await asyncio.sleep(0.01)
        await application(scope, receive, send)

    handler = Adapter(stopping, lifespan="off", errors="raise")
    assert body_of(handler(forge.http_api(), None)) == b"hello"


def test_another_thread_may_call() -> None:
    handler = Adapter(application)
    answers: list[Event] = []
    thread = threading.Thread(target=lambda: answers.append(handler(forge.http_api(), None)))
    thread.start()
    thread.join()
    assert body_of(answers[0]) == b"hello"


def meeting(number: int) -> Any:
    """An application that answers when so many requests are in it at once."""
    here: list[str] = []
    complete = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        here.append(scope["path"])
        LOOPS.append(asyncio.get_running_loop())
        if len(here) == number:
            complete.set()
        await complete.wait()
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    return app


def test_threads_that_call_at_once_share_the_loop() -> None:
    LOOPS.clear()
    handler = Adapter(meeting(8), lifespan="off", errors="raise")
    paths = [f"/{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda path: handler(forge.http_api(path), None), paths))
    assert [body_of(answer).decode() for answer in answers] == paths
    assert set(LOOPS) == {loop.current()}


def test_a_thread_has_its_answer_while_another_runs_the_loop() -> None:
    """And the one that ran the loop leaves it to the other."""
    quick, slow = threading.Event(), threading.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        event = {"/quick": quick, "/slow": slow}.get(scope["path"])
        entered.append(scope["path"])
        while event is not None and not event.is_set():
            await asyncio.sleep(0.001)
        await application(scope, receive, send)

    entered: list[str] = []
    handler = Adapter(app, lifespan="off", errors="raise")
    with ThreadPoolExecutor(3) as pool:
        leader = pool.submit(handler, forge.http_api("/quick"), None)
        while not entered:
            pass
        follower = pool.submit(handler, forge.http_api("/slow"), None)
        assert body_of(pool.submit(handler, forge.http_api("/"), None).result(10)) == b"hello"
        quick.set()
        assert body_of(leader.result(10)) == b"hello"
        assert not follower.done()
        slow.set()
        assert body_of(follower.result(10)) == b"hello"


def test_many_threads_and_many_calls() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(len(scope["path"]) % 3):
            await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    handler = Adapter(app, lifespan="off", errors="raise")
    paths = [f"/{number}" for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda path: handler(forge.http_api(path), None), paths))
    assert [body_of(answer).decode() for answer in answers] == paths


def test_an_error_stays_with_the_thread_that_called() -> None:
    meet = meeting(2)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await meet(scope, receive, send)
        if scope["path"] == "/bad":
            raise ValueError("bad")

    handler = Adapter(app, lifespan="off", errors="raise")
    with ThreadPoolExecutor(2) as pool:
        good, bad = (pool.submit(handler, forge.http_api(path), None) for path in ("/good", "/bad"))
        assert body_of(good.result(10)) == b"/good"
        with pytest.raises(ValueError, match="bad"):
            bad.result(10)


def test_a_child_process_has_a_loop_of_its_own() -> None:
    handler = Adapter(application)
    handler(forge.http_api(), None)
    before = loop.current()

    def child() -> str:
        answer = body_of(handler(forge.http_api(), None)).decode()
        return f"{answer} {loop.current() is before}"

    assert in_a_child(child) == "hello False"
    assert loop.current() is before
    assert body_of(handler(forge.http_api(), None)) == b"hello"


def test_a_child_of_a_busy_process_begins_anew() -> None:
    """Threads do not live on in a child, so nobody there would ever give the turn back."""
    held, go = threading.Event(), threading.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        held.set()
        while scope["path"] == "/held" and not go.is_set():
            await asyncio.sleep(0.001)
        await application(scope, receive, send)

    handler = Adapter(app, lifespan="off", errors="raise")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(handler, forge.http_api("/held"), None)
        assert held.wait(10)
        assert in_a_child(lambda: body_of(handler(forge.http_api(), None)).decode()) == "hello"
        go.set()
        assert body_of(answer.result(10)) == b"hello"


def test_a_thread_with_hooks_but_no_loop_may_call() -> None:
    """Others than asyncio watch async generators too."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=lambda _: None)
    try:
        assert body_of(Adapter(application)(forge.http_api(), None)) == b"hello"
    finally:
        sys.set_asyncgen_hooks(*hooks)


def test_a_loop_that_was_closed_is_replaced() -> None:
    before = loop.current()
    before.close()
    assert loop.current() is not before
    assert body_of(Adapter(application)(forge.http_api(), None)) == b"hello"


def test_closing_the_loop_ends_what_is_left_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(name)
            if name == "failing":
                raise ValueError

    other = asyncio.new_event_loop()
    tasks = [other.create_task(work(name)) for name in ("quiet", "failing")]
    other.run_until_complete(asyncio.sleep(0))
    loop.close(other)
    assert sorted(ended) == ["failing", "quiet"]
    assert other.is_closed()
    del tasks
    gc.collect()
    assert not caplog.records
    loop.close(other)  # which does nothing


def test_a_loop_without_tasks_is_just_closed() -> None:
    other = asyncio.new_event_loop()
    loop.close(other)
    assert other.is_closed()


LEAVING = """
from contextlib import asynccontextmanager
from starlette.applications import Starlette
from lift.adapter import Adapter

@asynccontextmanager
async def lifespan(app):
    yield
    print("shutdown", flush=True)

Adapter(Starlette(lifespan=lifespan), lifespan="on")
"""


def test_an_interpreter_leaves_without_a_word() -> None:
    command = [sys.executable, "-W", "error", "-c", LEAVING]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("", "")


WITH_WORKER_THREADS = """
from fastapi import FastAPI
from lift.adapter import Adapter

app = FastAPI()

@app.get("/")
def front() -> str:
    return "in a thread"

event = {"version": "2.0", "rawPath": "/", "requestContext": {"http": {"method": "GET"}}}
print(Adapter(app)(event)["body"])
"""


def test_worker_threads_do_not_keep_the_interpreter() -> None:
    """They are no daemons, and are told to end when the task that asked for them has ended."""
    command = [sys.executable, "-c", WITH_WORKER_THREADS]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert result.stdout == '"in a thread"\n'


SERVING = """
import asyncio
from concurrent.futures import ThreadPoolExecutor
from lift.adapter import Adapter

together = asyncio.Barrier(3)

async def app(scope, receive, send):
    if scope["path"] == "/together":
        await together.wait()
    await asyncio.sleep(0.001)
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    kind = type(asyncio.get_running_loop()).__module__
    await send({"type": "http.response.body", "body": kind.partition(".")[0].encode()})

def call(path):
    return handler({"rawPath": path, "requestContext": {"http": {"method": "GET"}}})["body"]

handler = Adapter(app, lifespan="off", errors="raise", **options)
kinds = [call("/"), call("/")]
for _ in range(3):
    with ThreadPoolExecutor(3) as pool:
        kinds += pool.map(call, ["/together"] * 3)
print(*set(kinds))
"""

UVLOOP = pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not for Windows")


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        ("options = {}", "asyncio"),
        pytest.param(
            "import uvloop; options = {'loop_factory': uvloop.new_event_loop}",
            "uvloop",
            marks=UVLOOP,
        ),
        # As uvloop.install() does, which says that it is deprecated. So are policies, from 3.14 on.
        pytest.param(
            "import asyncio, uvloop, warnings; warnings.simplefilter('ignore'); options = {}; "
            "asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())",
            "uvloop",
            marks=UVLOOP,
        ),
    ],
)
def test_the_loop_is_of_the_kind_that_the_application_chose(chosen: str, kind: str) -> None:
    command = [sys.executable, "-W", "error", "-c", f"{chosen}\n{SERVING}"]
    assert subprocess.check_output(command, text=True, timeout=30) == f"{kind}\n"


def test_a_process_has_one_kind_of_loop() -> None:
    Adapter(application, lifespan="off", loop_factory=asyncio.new_event_loop)
    loop.current()
    with pytest.raises(ValueError, match="loop_factory: the event loop of this process has been"):
        Adapter(application, lifespan="off", loop_factory=asyncio.SelectorEventLoop)
