"""The adapter as Lambda calls it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from asyncio import new_event_loop
from typing import Any

import pytest

import lift.adapter
from lift.adapter import (
    Adapter,
    InvalidResponse,
    ResponseTooLarge,
    UnknownEvent,
    UnknownInterface,
    UnreadableEvent,
    loop,
)
from lift.adapter.types import Application, Environ, Event, Receive, Scope, Send, StartResponse

from . import forge
from .serving import Context, body_of, headers_of

PLAIN = [("Content-Type", "text/plain")]


def hello(environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", PLAIN)
    return [b"hello ", environ["PATH_INFO"].encode("latin-1")]


async def hello_async(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    path = scope["path"].removeprefix(scope["root_path"])
    await send({"type": "http.response.body", "body": b"hello " + path.encode()})


def failing(environ: Environ, start_response: StartResponse) -> list[bytes]:
    raise ValueError("a secret")


async def failing_async(scope: Scope, receive: Receive, send: Send) -> None:
    raise ValueError("a secret")


def answering(body: bytes, *headers: tuple[str, str]) -> Application:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [*PLAIN, *headers])
        return [body]

    return application


@pytest.mark.parametrize("application", [hello, hello_async])
@pytest.mark.parametrize("door", forge.DOORS)
def test_every_door_is_served(application: Application, door: str) -> None:
    answer = Adapter(application)(forge.forge(door, "/you"), None)
    assert answer["statusCode"] == 200
    assert answer["body"] == "hello /you"
    assert answer["isBase64Encoded"] is False
    json.dumps(answer)


def test_the_interface_may_be_said() -> None:
    def any_wsgi(*args: Any) -> Any:
        return hello(*args)

    def any_asgi(*args: Any) -> Any:
        return hello_async(*args)

    assert body_of(Adapter(any_wsgi, interface="wsgi")(forge.http_api())) == b"hello /"
    assert body_of(Adapter(any_asgi, interface="asgi")(forge.http_api())) == b"hello /"
    with pytest.raises(UnknownInterface):
        Adapter(any_wsgi)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"interface": "cgi"}, "one of"),
        ({"lifespan": "yes"}, "one of"),
        ({"errors": "404"}, "one of"),
        ({"errors": 500}, "one of"),
        ({"lifespan_shutdown": 1}, "True or False"),
        ({"lifespan_kept": "yes"}, "True or False"),
        ({"access_log": "json"}, "True or False"),
        ({"base_path": None}, "a path such as"),
        ({"base_path": "api//"}, "a path such as '/api', of whole segments"),
        ({"text_types": "application/graphql"}, "several texts"),
        ({"exclude_headers": "server"}, "several texts"),
        ({"exclude_headers": [b"server"]}, "several texts"),
    ],
)
def test_a_wrong_value_of_an_option_is_refused(options: dict[str, Any], expected: str) -> None:
    ((name, value),) = options.items()
    with pytest.raises(ValueError, match=re.escape(f"{name}={value!r}: expected {expected}")):
        Adapter(hello, **options)


@pytest.mark.parametrize(
    "options", [{"lifespan": "on"}, {"lifespan_shutdown": True}, {"loop_factory": new_event_loop}]
)
def test_an_option_for_asgi_is_refused_for_wsgi(options: dict[str, Any]) -> None:
    (name,) = options
    with pytest.raises(ValueError, match=rf"^{name}=.*: a WSGI application has none$"):
        Adapter(hello, **options)


@pytest.mark.parametrize("base_path", ["api", "/api", "/api/", "api/"])
def test_a_base_path_may_be_written_with_and_without_slashes(base_path: str) -> None:
    handler = Adapter(hello, base_path=base_path)
    assert body_of(handler(forge.http_api("/api/you"))) == b"hello /you"
    assert body_of(handler(forge.http_api("/apiary"))) == b"hello /apiary"


@pytest.mark.parametrize("base_path", ["", "/"])
def test_an_empty_base_path_is_none(base_path: str) -> None:
    handler = Adapter(hello, base_path=base_path)
    assert body_of(handler(forge.http_api("//you"))) == b"hello //you"


@pytest.mark.parametrize("door", forge.DOORS)
def test_headers_are_left_out_of_responses_by_name(door: str) -> None:
    application = answering(b"", ("Server", "secret 1.0"), ("X-Powered-By", "a"), ("X-Kept", "b"))
    handler = Adapter(application, exclude_headers=["server", "X-POWERED-BY"])
    assert headers_of(handler(forge.forge(door))) == [
        ("content-type", "text/plain"),
        ("x-kept", "b"),
    ]


class Shop:
    def __call__(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        return hello(environ, start_response)


def test_an_adapter_says_what_it_decided() -> None:
    here = __name__
    assert repr(Adapter(hello)) == f"<Adapter of {here}.hello: WSGI, interface detected>"
    assert repr(Adapter(Shop(), interface="wsgi")) == f"<Adapter of {here}.Shop: WSGI>"
    handler = Adapter(hello_async, interface="asgi", lifespan="off", errors="raise")
    words = f"<Adapter of {here}.hello_async: ASGI, lifespan off, errors='raise'>"
    assert repr(handler) == words
    handler = Adapter(
        hello,
        base_path="api",
        text_types=["application/graphql"],
        exclude_headers=["Server"],
        access_log=True,
    )
    assert repr(handler) == (
        f"<Adapter of {here}.hello: WSGI, interface detected, base_path='/api', "
        "text_types=['application/graphql'], exclude_headers=['server'], access_log=True>"
    )


def test_further_types_travel_as_text() -> None:
    application = answering(b"{}", ("Content-Type", "application/graphql"))
    event = forge.http_api()
    assert Adapter(application)(event)["isBase64Encoded"]
    assert Adapter(application, text_types=["application/graphql"])(event)["body"] == "{}"


@pytest.mark.parametrize("door", forge.DOORS)
@pytest.mark.parametrize("application", [failing, failing_async])
def test_a_failing_application_is_logged_once_and_answered_with_a_plain_500(
    application: Application, door: str, caplog: pytest.LogCaptureFixture
) -> None:
    handler = Adapter(application, lifespan="off")
    answer = handler(forge.forge(door, "/you"), Context())
    assert answer["statusCode"] == 500
    assert body_of(answer) == b"Internal Server Error"
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("lift.adapter", logging.ERROR)
    message = record.getMessage()
    assert message.startswith("8f5a-request GET ")
    assert message.endswith("/you: ValueError")
    assert caplog.text.count("ValueError: a secret") == 1


def test_a_path_does_not_break_the_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    Adapter(failing)(forge.function_url("/a%0Ab"), Context())
    assert caplog.messages == ["8f5a-request GET /a%0Ab: ValueError"]


@pytest.mark.parametrize("application", [failing, failing_async])
def test_a_failing_application_may_reach_lambda(
    application: Application, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ValueError, match="a secret"):
        Adapter(application, lifespan="off", errors="raise")(forge.http_api(), Context())
    assert not caplog.records


def test_a_line_break_in_a_header_is_a_500_that_says_so() -> None:
    application = answering(b"", ("X-Evil", "a\r\nSet-Cookie: b"))
    answer = Adapter(application)(forge.http_api())
    assert answer["statusCode"] == 500
    assert "line break" in answer["body"]
    with pytest.raises(InvalidResponse):
        Adapter(application, errors="raise")(forge.http_api())


LIMITS = [(door, 1024**2 if "alb" in door else 6 * 1024**2) for door in forge.DOORS]


@pytest.mark.parametrize(("door", "limit"), LIMITS)
def test_a_response_over_the_limit_is_a_500_that_says_so(
    door: str, limit: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Adapter(answering(b"x" * limit))(forge.forge(door), Context())
    assert answer["statusCode"] == 500
    assert answer["body"].startswith("the response is too large: ")
    assert f"{limit} at most" in answer["body"]
    assert "ResponseTooLarge" in caplog.text
    with pytest.raises(ResponseTooLarge):
        Adapter(answering(b"x" * limit), errors="raise")(forge.forge(door))


def sized(door: str, size: int, character: str = "x") -> Event:
    answer: Event = Adapter(answering(character.encode() * size))(forge.forge(door))
    return answer


@pytest.mark.parametrize(("door", "limit"), LIMITS)
def test_a_response_may_fill_the_limit_to_the_byte(door: str, limit: int) -> None:
    empty = len(json.dumps(sized(door, 0)))
    assert sized(door, limit - empty)["statusCode"] == 200
    assert sized(door, limit - empty + 1)["statusCode"] == 500


@pytest.mark.parametrize(("door", "limit"), LIMITS)
def test_the_limit_counts_the_headers(door: str, limit: int) -> None:
    for value, count in (("x" * (limit // 2), 2), ("\x7f" * 100, limit // 500)):
        headers = [(f"X-{number}", value) for number in range(count)]
        answer = Adapter(answering(b"", *headers))(forge.forge(door))
        assert answer["body"].startswith("the response is too large: ")


def test_the_limit_counts_the_escapes_that_json_needs() -> None:
    assert sized("alb", 1024**2 // 6 + 1, "\x01")["statusCode"] == 500


@pytest.mark.parametrize(
    ("environment", "status"),
    [
        ("AWS_Lambda_python3.11", 500),
        ("AWS_Lambda_python3.12", 200),
        ("AWS_Lambda_python3.14", 200),
        ("AWS_Lambda_Image", 500),
        ("", 500),
    ],
)
def test_the_limit_counts_what_the_runtimes_client_sends(
    environment: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to python3.11 it escapes all letters beyond ASCII, as six bytes each."""
    monkeypatch.setenv("AWS_EXECUTION_ENV", environment)
    assert sized("alb", 1024**2 // 4, "é")["statusCode"] == status


def test_a_head_request_has_no_body_whatever_its_size() -> None:
    answer = Adapter(answering(b"x" * 7 * 1024**2))(forge.http_api(method="HEAD"))
    assert (answer["statusCode"], answer["body"]) == (200, "")


def test_keep_warm_is_answered_without_the_application(caplog: pytest.LogCaptureFixture) -> None:
    handler = Adapter(failing)
    assert handler({"lift": "keep-warm"}, Context()) == {"lift": "keep-warm"}
    assert not caplog.records


def test_a_registered_function_gets_its_event_and_the_context() -> None:
    handler = Adapter(hello)

    @handler.on("manage")
    def manage(event: object, context: object) -> object:
        return [event, context]

    event = {"lift": "manage", "arguments": ["migrate"]}
    assert handler(event, "context") == [event, "context"]
    assert manage("a", "b") == ["a", "b"]


@pytest.mark.parametrize("application", [hello, hello_async])
def test_an_async_function_is_awaited_in_the_event_loop(application: Application) -> None:
    handler = Adapter(application, lifespan="off")

    @handler.on("report")
    async def report(event: Event, context: object) -> object:
        await asyncio.sleep(0)
        if event.get("fails"):
            raise ValueError("no report")
        return [event["lift"], context, asyncio.get_running_loop() is loop.current()]

    assert handler({"lift": "report"}, "context") == ["report", "context", True]
    with pytest.raises(ValueError, match="no report"):
        handler({"lift": "report", "fails": True}, None)
    assert body_of(handler(forge.http_api())) == b"hello /"


def test_an_async_function_may_be_cancelled() -> None:
    handler = Adapter(hello)

    @handler.on("report")
    async def report(event: Event, context: object) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        handler({"lift": "report"}, None)


def test_keep_warm_cannot_be_registered() -> None:
    with pytest.raises(ValueError, match="answered by the adapter itself"):
        Adapter(hello).on("keep-warm")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"lift": "manage"}, "with the keys lift"),
        ({"Records": [], "b": "secret"}, "with the keys Records, b"),
        ({}, r"with the keys \(none\)"),
        ({"lift": None}, "with the keys lift"),
        ([], "of type list"),
        (None, "of type NoneType"),
        ("text", "of type str"),
    ],
)
def test_an_unknown_event_is_refused_with_its_keys(event: object, words: str) -> None:
    with pytest.raises(UnknownEvent, match=words) as caught:
        Adapter(hello)(event, None)
    assert "secret" not in str(caught.value)


BROKEN = [
    {"requestContext": {"http": {}}, "headers": ["a"], "rawPath": "/"},
    {"requestContext": {"http": {}}, "headers": {}, "body": {"a": 1}},
    {"httpMethod": "GET", "path": "/", "requestContext": {"identity": "me"}},
    {"requestContext": {"elb": {}}, "queryStringParameters": ["a"]},
    {"raw_path": "/", "method": "GET", "headers": 5},
    {"Records": [{"cf": {"request": {"headers": {"x": [1]}}}}]},
]


@pytest.mark.parametrize("event", BROKEN)
def test_a_field_of_the_wrong_type_is_an_unreadable_event(event: Event) -> None:
    with pytest.raises(UnreadableEvent, match="of the wrong type") as caught:
        Adapter(failing)(event)
    assert f"with the keys {', '.join(sorted(event))}" in str(caught.value)


@pytest.mark.parametrize("errors", ["500", "raise"])
@pytest.mark.parametrize("application", [failing, failing_async])
def test_a_method_that_is_no_text_is_not_blamed_on_the_application(
    application: Application, errors: Any, caplog: pytest.LogCaptureFixture
) -> None:
    event = forge.http_api()
    event["requestContext"]["http"]["method"] = 5
    with pytest.raises(UnreadableEvent, match="method is no text"):
        Adapter(application, lifespan="off", errors=errors)(event)
    assert not caplog.records


def test_an_error_of_the_application_is_never_an_unreadable_event() -> None:
    handler = Adapter(failing)

    @handler.on("manage")
    def manage(event: object, context: object) -> object:
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        handler({"lift": "manage"})
    assert handler(forge.http_api())["statusCode"] == 500


def test_a_front_door_cannot_send_an_event_of_lifts_own() -> None:
    event = forge.http_api(body='{"lift": "keep-warm"}', headers=[("lift", "keep-warm")])
    assert Adapter(hello)(event)["statusCode"] == 200
    assert Adapter(hello)(event | {"lift": "keep-warm"})["statusCode"] == 200


def test_the_public_names_are_there() -> None:
    assert sorted(lift.adapter.__all__, key=str.lower) == lift.adapter.__all__
    for name in lift.adapter.__all__:
        assert getattr(lift.adapter, name).__module__.startswith("lift.adapter.")
