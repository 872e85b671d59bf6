"""ASGI 3, as its specification says; scopes are held against asgiref's types."""

from __future__ import annotations

import asyncio
import json
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

import pytest
from asgiref import testing
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lift.adapter import Adapter, InvalidResponse
from lift.adapter import asgi as asgi_module
from lift.adapter.events import detect
from lift.adapter.memo import BOUND
from lift.adapter.types import Receive, Scope, Send

from . import forge
from .serving import Context, asgi, body_of, headers_of, scope_for

START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"text/plain")],
}


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await send(START)
    await send({"type": "http.response.body", "body": b"hello"})


def test_an_answer_has_status_headers_and_body() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({**START, "status": 201})
        await send({"type": "http.response.body", "body": b"made"})

    answer = asgi(application, forge.http_api())
    assert answer["statusCode"] == 201
    assert headers_of(answer) == [("content-type", "text/plain")]
    assert body_of(answer) == b"made"


def test_the_scope_has_what_the_specification_asks_for() -> None:
    event = forge.http_api("/a b", "x=1", method="POST", body="hi", headers=[("X-A", "é")])
    scope = scope_for(event)
    assert scope["type"] == "http"
    assert scope["asgi"] == {"version": "3.0", "spec_version": "2.5"}
    assert scope["http_version"] == "1.1"
    assert scope["method"] == "POST"
    assert scope["scheme"] == "https"
    assert scope["path"] == "/a b"
    assert scope["raw_path"] == b"/a%20b"
    assert scope["query_string"] == b"x=1"
    assert scope["root_path"] == ""
    assert (b"x-a", "é".encode("latin-1")) in scope["headers"]
    assert scope["client"] == ("203.0.113.7", 0)
    assert scope["server"] == ("abc.execute-api.eu-central-1.amazonaws.com", 443)
    assert scope["state"] == {}
    assert scope["body"] == b"hi"


@pytest.mark.parametrize("door", forge.DOORS)
def test_the_scope_of_every_door_is_whole(door: str) -> None:
    event = forge.forge(door, "/a", "x=1", headers=[("x-a", "1")], cookies=["a=1", "b=2"])
    headers = scope_for(event)["headers"]
    assert (b"x-a", b"1") in headers
    assert [pair for pair in headers if pair[0] == b"cookie"] == [(b"cookie", b"a=1; b=2")]


def test_the_application_gives_asgirefs_communicator_the_same_answer() -> None:
    event = forge.http_api("/users", "x=1")
    source = detect(event)
    assert source is not None
    scope = asgi_module.scope_of(source.read(event, None), {})

    async def communicate() -> list[dict[str, Any]]:
        make: Any = testing.ApplicationCommunicator
        communicator = make(hello, scope)
        await communicator.send_input({"type": "http.request", "body": b"", "more_body": False})
        return [await communicator.receive_output(1), await communicator.receive_output(1)]

    start, body = asyncio.run(communicate())
    assert start["status"] == asgi(hello, event)["statusCode"]
    assert body["body"] == body_of(asgi(hello, event))


def test_event_and_context_are_in_the_scope() -> None:
    event = forge.http_api()
    scope = scope_for(event)
    assert scope["aws.event"] is event
    assert scope["aws.context"].get_remaining_time_in_millis() == 3000


def test_the_path_keeps_the_root() -> None:
    scope = scope_for(forge.rest_api("/a%2Fb"))
    assert scope["root_path"] == "/prod"
    assert scope["path"] == "/prod/a/b"
    assert scope["raw_path"] == b"/prod/a%2Fb"


def test_repeated_headers_are_separate_pairs() -> None:
    headers = scope_for(forge.rest_api(headers=[("X-A", "1"), ("X-A", "2")]))["headers"]
    assert [value for name, value in headers if name == b"x-a"] == [b"1", b"2"]


@pytest.mark.parametrize("given", [[], [("Content-Length", "999")], [("Content-Length", "2")]])
def test_a_body_comes_with_its_true_length(given: forge.Pairs) -> None:
    event = forge.rest_api(method="POST", body="ü", headers=given)
    lengths = [value for name, value in scope_for(event)["headers"] if name == b"content-length"]
    assert lengths == [b"2"]


@pytest.mark.parametrize(
    ("protocol", "version"),
    [("HTTP/1.0", "1.0"), ("HTTP/1.1", "1.1"), ("HTTP/2.0", "2"), ("HTTP/2", "2"), ("odd", "1.1")],
)
def test_the_http_version_follows_the_protocol(protocol: str, version: str) -> None:
    event = forge.http_api()
    event["requestContext"]["http"]["protocol"] = protocol
    assert scope_for(event)["http_version"] == version


def test_a_caller_without_an_address_is_none() -> None:
    event = forge.http_api()
    event["requestContext"]["http"]["sourceIp"] = None
    assert scope_for(event)["client"] is None


def test_a_streamed_response_arrives_whole() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        for number in range(5):
            await asyncio.sleep(0)
            await send({"type": "http.response.body", "body": b"%d," % number, "more_body": True})
        await send({"type": "http.response.body"})

    assert body_of(asgi(application, forge.http_api())) == b"0,1,2,3,4,"


def test_chunks_are_copied_when_sent() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        chunk = bytearray(b"one")
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        chunk[:] = b"two"
        await send({"type": "http.response.body", "body": memoryview(chunk)})

    assert body_of(asgi(application, forge.http_api())) == b"onetwo"


def test_receive_waits_after_the_body_until_the_response_is_complete() -> None:
    order: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        async def listen() -> None:
            order.append((await receive())["type"])

        order.append((await receive())["type"])
        listeners = [asyncio.create_task(listen()) for _ in range(2)]
        await asyncio.sleep(0.01)
        await send(START)
        await send({"type": "http.response.body", "body": b"", "more_body": True})
        await asyncio.sleep(0.01)
        order.append("end")
        await send({"type": "http.response.body"})
        await asyncio.gather(*listeners)
        order.append((await receive())["type"])

    asgi(application, forge.http_api())
    assert order == ["http.request", "end", *["http.disconnect"] * 3]


def test_a_listener_that_is_cancelled_does_not_disturb_another() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        first, second = asyncio.ensure_future(receive()), asyncio.ensure_future(receive())
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        await hello(scope, receive, send)
        assert (await second)["type"] == "http.disconnect"

    assert body_of(asgi(application, forge.http_api())) == b"hello"


def test_what_the_application_awaits_after_its_answer_is_done_before_it_leaves() -> None:
    done: list[int] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await hello(scope, receive, send)
        await asyncio.sleep(0.01)
        done.append(1)

    asgi(application, forge.http_api())
    assert done == [1]


def test_tasks_left_over_go_on_in_the_next_invocation() -> None:
    steps: list[str] = []
    tasks: list[asyncio.Task[None]] = []

    async def later() -> None:
        for name in ("one", "two"):
            steps.append(name)
            await asyncio.sleep(0.01)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if not tasks:
            tasks.append(asyncio.create_task(later()))
        else:
            await tasks[0]
        await hello(scope, receive, send)

    handler = Adapter(application, lifespan="off", errors="raise")
    handler(forge.http_api(), None)
    assert steps != ["one", "two"]
    handler(forge.http_api(), None)
    assert steps == ["one", "two"]


def test_an_application_may_be_a_plain_function_that_passes_on() -> None:
    def application(scope: Scope, receive: Receive, send: Send) -> Any:
        asyncio.get_running_loop()
        return hello(scope, receive, send)

    assert body_of(asgi(application, forge.http_api())) == b"hello"


def test_an_application_without_an_answer_gets_a_500_that_says_so() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        pass

    answer = asgi(application, forge.http_api(), errors="500")
    assert answer["statusCode"] == 500
    assert b"without sending http.response.start" in body_of(answer)


def test_an_answer_without_an_end_gets_a_500_that_says_so() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    answer = asgi(application, forge.http_api(), errors="500")
    assert answer["statusCode"] == 500
    assert b"half" not in body_of(answer)
    assert b"before the end" in body_of(answer)


def test_a_failure_in_the_middle_is_a_clean_500() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ValueError("secret")

    answer = asgi(application, forge.http_api(), errors="500")
    assert (answer["statusCode"], body_of(answer)) == (500, b"Internal Server Error")
    with pytest.raises(ValueError, match="secret"):
        asgi(application, forge.http_api())


def test_a_complete_response_is_delivered_although_the_application_raises(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({**START, "status": 500})
        await send({"type": "http.response.body", "body": b"a nice page"})
        raise ValueError("as Starlette does")

    answer = asgi(application, forge.http_api(), errors="500")
    assert (answer["statusCode"], body_of(answer)) == (500, b"a nice page")
    assert caplog.text.count("ValueError: as Starlette does") == 1
    with pytest.raises(ValueError, match="as Starlette does"):
        asgi(application, forge.http_api())


def test_starlettes_own_500_is_delivered_or_its_exception_reaches_lambda() -> None:
    async def broken(request: Request) -> Response:
        raise ValueError("broken")

    async def page(request: Request, error: Exception) -> Response:
        return PlainTextResponse("sorry", 500)

    app = Starlette(routes=[Route("/", broken)], exception_handlers={500: page})
    answer = asgi(app, forge.http_api(), errors="500")
    assert (answer["statusCode"], body_of(answer)) == (500, b"sorry")
    with pytest.raises(ValueError, match="broken"):
        asgi(app, forge.http_api(), errors="raise")


BODY = {"type": "http.response.body", "body": b""}


@pytest.mark.parametrize(
    ("messages", "complaint"),
    [
        ([BODY], "http.response.start comes first"),
        ([START, START], "has started"),
        ([START, {"type": "http.response.trailers"}], "trailers"),
        ([START, {"type": "http.response.pathsend", "path": "/etc/passwd"}], "pathsend"),
        ([{"type": "http.response.early_hint", "links": []}], "early_hint"),
        ([{"type": "websocket.accept"}], "websocket.accept"),
    ],
)
def test_messages_out_of_turn_are_refused(messages: list[dict[str, Any]], complaint: str) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    with pytest.raises(InvalidResponse, match=complaint):
        asgi(application, forge.http_api())


def test_messages_after_the_end_are_ignored() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await hello(scope, receive, send)
        for message in (START, BODY, {**BODY, "body": b"more"}, {"type": "http.response.trailers"}):
            await send(message)

    assert body_of(asgi(application, forge.http_api())) == b"hello"


def test_no_extension_is_offered() -> None:
    assert scope_for(forge.http_api())["extensions"] == {}


@pytest.mark.parametrize(
    ("start", "body", "complaint"),
    [
        ({"status": "200"}, {}, "status is of type str"),
        ({"status": None}, {}, "status is of type NoneType"),
        ({"status": 42}, {}, "three digits"),
        ({"status": 2000}, {}, "three digits"),
        ({"headers": [("content-type", "text/plain")]}, {}, "not all pairs of bytes"),
        ({"headers": [(b"content-length", 5)]}, {}, "not all pairs of bytes"),
        ({"headers": [b"content-type"]}, {}, "not all pairs of bytes"),
        ({}, {"body": "text"}, "body of type str"),
        ({}, {"body": 5}, "body of type int"),
        ({}, {"body": None}, "body of type NoneType"),
    ],
)
def test_values_of_the_wrong_type_are_refused(
    start: dict[str, Any], body: dict[str, Any], complaint: str
) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({**START, **start})
        await send({**BODY, **body})

    with pytest.raises(InvalidResponse, match=complaint):
        asgi(application, forge.http_api())


def test_a_start_that_was_refused_may_be_sent_again() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        for mistake in ({"status": "200"}, {"headers": ["none"]}):
            with pytest.raises(InvalidResponse):
                await send({**START, **mistake})
        await hello(scope, receive, send)

    assert body_of(asgi(application, forge.http_api())) == b"hello"


def test_a_status_may_be_of_the_standard_librarys_kind() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({**START, "status": HTTPStatus.CREATED})
        await send(BODY)

    assert json.dumps(asgi(application, forge.http_api())["statusCode"]) == "201"


class Hurried(Context):
    """The context of an invocation whose time is nearly up."""

    def get_remaining_time_in_millis(self) -> int:
        return int(asgi_module.MARGIN * 1000) + 20


async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
    """Waits for its client to leave, as a long poll does."""
    while (await receive())["type"] != "http.disconnect":
        pass


def test_a_client_is_as_good_as_gone_when_the_time_is_nearly_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = Adapter(waiting, lifespan="off")(forge.http_api(), Hurried())
    assert (answer["statusCode"], body_of(answer)) == (
        500,
        b"no response within the invocation's time",
    )
    assert "no response within" in caplog.text


def test_what_is_answered_in_the_last_moment_is_delivered() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await waiting(scope, receive, send)
        assert (await receive())["type"] == "http.disconnect"
        await send({**START, "status": 504})
        await send({**BODY, "body": b"too slow"})

    answer = Adapter(application, lifespan="off")(forge.http_api(), Hurried())
    assert (answer["statusCode"], body_of(answer)) == (504, b"too slow")


def test_an_error_after_the_client_has_gone_is_the_time_that_was_up() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await waiting(scope, receive, send)
        raise OSError("client disconnected")

    handler = Adapter(application, lifespan="off", errors="raise")
    with pytest.raises(InvalidResponse, match="no response within") as caught:
        handler(forge.http_api(), Hurried())
    assert isinstance(caught.value.__cause__, OSError)


def test_an_answer_in_time_leaves_no_timer_behind() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        listener = asyncio.ensure_future(receive())
        await asyncio.sleep(0)
        exchange: Any = send
        clients.append(exchange.__self__.client)
        await hello(scope, receive, send)
        assert (await listener)["type"] == "http.disconnect"

    clients: list[asgi_module.Client] = []
    asgi(application, forge.http_api())
    (client,) = clients
    assert client.timer is not None
    assert client.timer.cancelled()


def test_context_variables_are_isolated_between_requests() -> None:
    variable = ContextVar("variable", default="unset")
    seen: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(variable.get())
        variable.set("of a request")
        await hello(scope, receive, send)

    for _ in range(2):
        asgi(application, forge.http_api())
    assert seen == ["unset", "unset"]
    assert variable.get() == "unset"


def test_an_application_that_cancels_itself_is_an_error() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(1)

    with pytest.raises(InvalidResponse, match="cancelled"):
        asgi(application, forge.http_api())
    assert body_of(asgi(hello, forge.http_api())) == b"hello"


def test_headers_may_be_left_out() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    assert headers_of(asgi(application, forge.http_api())) == []


def test_the_cache_of_names_is_bounded() -> None:
    for number in range(BOUND + 10):
        scope = scope_for(forge.http_api(headers=[(f"x-{number}", "here")]))
        assert (f"x-{number}".encode(), b"here") in scope["headers"]
    assert len(asgi_module.RAW_NAMES) <= BOUND


def test_the_context_may_be_missing() -> None:
    assert body_of(Adapter(hello)(forge.http_api())) == b"hello"
    assert body_of(Adapter(hello)(forge.http_api(), Context())) == b"hello"
