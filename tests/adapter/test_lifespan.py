"""Lifespan: the startup once per execution environment, when the adapter is made."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from typing import Any, Literal

import pytest

from lift.adapter import Adapter, LifespanFailed, lifespan, loop
from lift.adapter.types import Receive, Scope, Send

from . import forge
from .serving import body_of, in_a_child

Mode = Literal["auto", "on", "off"]


class Application:
    """Notes its startups, and answers with the state it made then."""

    def __init__(self, *, fails: bool = False, message: str = "no database") -> None:
        self.startups = 0
        self.scopes: list[Scope] = []
        self.fails = fails
        self.message = message

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "lifespan":
            await self.live(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 200})
            await send({"type": "http.response.body", "body": repr(scope["state"]).encode()})
            scope["state"]["spoilt"] = True

    async def live(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["type"] == "lifespan.startup"
        await asyncio.sleep(0)
        self.startups += 1
        if self.fails:
            await send({"type": "lifespan.startup.failed", "message": self.message})
            raise ValueError(self.message)
        scope["state"]["pool"] = self.startups
        await send({"type": "lifespan.startup.complete"})
        await receive()
        raise AssertionError("no shutdown is sent")


def without_lifespan(before: bool) -> Any:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if before:
            assert scope["type"] == "http"
        message = await receive()
        body = message["body"]
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": body})

    return application


@pytest.mark.parametrize("mode", ["auto", "on"])
def test_startup_runs_once_and_when_the_adapter_is_made(mode: Mode) -> None:
    application = Application()
    handler = Adapter(application, lifespan=mode)
    assert application.startups == 1
    for _ in range(3):
        handler(forge.http_api(), None)
    assert application.startups == 1


def test_the_scope_is_the_specifications() -> None:
    application = Application()
    Adapter(application)
    (scope,) = application.scopes
    assert scope == {
        "type": "lifespan",
        "asgi": {"version": "3.0", "spec_version": "2.0"},
        "state": {"pool": 1},
    }


def test_the_state_is_there_for_each_request_as_a_copy() -> None:
    handler = Adapter(Application())
    for _ in range(2):
        answer = handler(forge.http_api(), None)
        assert body_of(answer) == b"{'pool': 1}"


def test_off_means_no_lifespan() -> None:
    application = Application(fails=True)
    handler = Adapter(application, lifespan="off")
    assert application.startups == 0
    assert body_of(handler(forge.http_api(), None)) == b"{}"


@pytest.mark.parametrize("mode", ["auto", "on"])
def test_a_startup_that_fails_fails_loudly(mode: Mode) -> None:
    with pytest.raises(LifespanFailed, match="failed to start: no database") as caught:
        Adapter(Application(fails=True), lifespan=mode)
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_failure_may_be_without_a_message() -> None:
    with pytest.raises(LifespanFailed, match=r"failed to start$"):
        Adapter(Application(fails=True, message=""))


@pytest.mark.parametrize("before", [True, False])
def test_an_application_without_lifespan_is_served(
    before: bool, caplog: pytest.LogCaptureFixture
) -> None:
    handler = Adapter(without_lifespan(before), errors="raise")
    assert body_of(handler(forge.http_api(body="hi"), None)) == b"hi"
    # Raising after it took the startup looks like a failure; it is served, but not in silence.
    assert ("served without lifespan" in caplog.text) is not before


@pytest.mark.parametrize("before", [True, False])
def test_an_application_without_lifespan_fails_if_it_must_have_one(before: bool) -> None:
    with pytest.raises(LifespanFailed, match="did not complete its startup") as caught:
        Adapter(without_lifespan(before), lifespan="on")
    assert isinstance(caught.value.__cause__, AssertionError if before else KeyError)


@pytest.mark.parametrize("mode", ["auto", "on"])
def test_an_application_may_return_from_its_lifespan(mode: Mode) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "lifespan"

    if mode == "auto":
        Adapter(application, lifespan=mode)
    else:
        with pytest.raises(LifespanFailed):
            Adapter(application, lifespan=mode)


def test_a_lifespan_that_ends_after_its_startup_goes_on_serving() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "http.response.start", "status": 200})
            await asyncio.sleep(0)
            await send({"type": "http.response.body", "body": b"still here"})

    handler = Adapter(application, errors="raise")
    assert body_of(handler(forge.http_api(), None)) == b"still here"


def test_a_lifespan_that_fails_later_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
            await asyncio.sleep(0)
            raise ValueError("later")
        for _ in range(3):
            await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"still here"})

    handler = Adapter(application, errors="raise")
    assert body_of(handler(forge.http_api(), None)) == b"still here"
    assert "ValueError: later" in caplog.text


def test_other_messages_during_the_lifespan_are_refused() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})

    with pytest.raises(LifespanFailed) as caught:
        Adapter(application, lifespan="on")
    assert "http.response.start" in str(caught.value.__cause__)


def test_an_application_may_speak_of_a_shutdown_that_nobody_asked_for() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    Adapter(application, lifespan="on")


def test_an_application_that_listens_on_after_its_shutdown_hears_nothing_more() -> None:
    heard: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            heard.append((await receive())["type"])
            await send({"type": f"{heard[-1]}.complete"})

    own = lifespan.start(application, "on")
    loop.result_of(own.shut_down())
    loop.result_of(asyncio.sleep(0))
    assert heard == ["lifespan.startup", "lifespan.shutdown"]
    assert own.farewell == "complete"


def test_an_application_may_end_its_lifespan_without_a_farewell() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await receive()

    own = lifespan.start(application, "on")
    loop.result_of(own.shut_down())
    assert own.farewell == ""


@pytest.mark.parametrize(
    ("mode", "application", "words"),
    [
        ("on", Application(), "complete"),
        ("auto", without_lifespan(before=True), "none"),
        ("off", Application(), "off"),
    ],
)
def test_an_adapter_says_how_the_startup_went(mode: Mode, application: Any, words: str) -> None:
    assert f"ASGI, lifespan {words}, interface detected" in repr(
        Adapter(application, lifespan=mode)
    )


def test_a_startup_that_took_too_long_for_lambda_has_begun_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lifespan.warn_of_second_start(9.9)
    assert not caplog.records
    lifespan.warn_of_second_start(12.34)
    (record,) = caplog.records
    assert record.getMessage() == (
        "the application took 12.3 s to start; Lambda stops INIT after 10 s and begins anew "
        "inside the first invocation, so the startup has begun twice"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="as on Lambda, /proc knows it")
def test_the_age_of_the_process_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "from lift.adapter import process; print(process.age())"
    before = time.monotonic()
    age = float(subprocess.check_output([sys.executable, "-c", program]))
    tick = 1 / os.sysconf("SC_CLK_TCK")
    assert 0 < age <= time.monotonic() - before + tick
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    Adapter(Application())


def test_a_child_process_starts_the_application_anew() -> None:
    """What the startup made is bound to its parent's loop, and shares its parent's connections."""
    application = Application()
    handler = Adapter(application, errors="raise")
    assert in_a_child(lambda: body_of(handler(forge.http_api(), None)).decode()) == "{'pool': 2}"
    assert body_of(handler(forge.http_api(), None)) == b"{'pool': 1}"
    assert application.startups == 1


def test_a_wsgi_application_has_no_lifespan() -> None:
    def application(environ: Any, start_response: Any) -> list[bytes]:
        raise AssertionError

    Adapter(application, lifespan="auto")
