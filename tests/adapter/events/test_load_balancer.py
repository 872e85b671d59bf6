"""Load balancers: queries as sent, the client that can be believed, cookies on one value a name."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter import Adapter, InvalidResponse
from lift.adapter.types import Environ, StartResponse

from .. import forge
from ..serving import asgi, environ_for, headers_of, scope_for, wsgi


def setting(*cookies: str, status: str = "200 OK") -> Any:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        headers = [("Content-Type", "text/plain"), ("Vary", "A"), ("Vary", "B")]
        headers += [("Set-Cookie", cookie) for cookie in cookies]
        start_response(status, headers)
        return [b"hi"]

    return application


@pytest.mark.parametrize("make", [forge.alb, forge.alb_multi])
def test_a_query_is_passed_on_as_it_was_sent(make: Any) -> None:
    event = make("/", "q=a%20b&r=1+1&empty=&%C3%A9=%26")
    assert environ_for(event)["QUERY_STRING"] == "q=a%20b&r=1+1&empty=&%C3%A9=%26"


def test_repeats_in_a_query_stay() -> None:
    assert scope_for(forge.alb_multi("/", "a=1&a=2"))["query_string"] == b"a=1&a=2"


def test_letters_sent_raw_become_their_bytes() -> None:
    assert scope_for(forge.alb("/é", "q=é"))["query_string"] == "q=é".encode()
    assert scope_for(forge.alb("/é"))["raw_path"] == b"/%C3%A9"
    assert scope_for(forge.alb("/é"))["path"] == "/é"


def test_a_path_is_decoded_once() -> None:
    assert environ_for(forge.alb("/a%20b/%2541"))["PATH_INFO"] == "/a b/%41"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("evil,10.0.0.1,203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("10.0.0.1, [2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("make", [forge.alb, forge.alb_multi])
def test_the_client_is_the_address_the_balancer_saw(make: Any, forwarded: str, client: str) -> None:
    event = make()
    headers = event.get("headers", event.get("multiValueHeaders"))
    headers["x-forwarded-for"] = forwarded if "headers" in event else ["evil", forwarded]
    assert environ_for(event)["REMOTE_ADDR"] == client
    assert scope_for(event)["client"] == ((client, 0) if client else None)


@pytest.mark.parametrize(
    ("host", "port", "proto", "server"),
    [
        ("example.org", "80", "http", ("http", "example.org", 80)),
        ("example.org:8080", "", "http", ("http", "example.org", 8080)),
        ("example.org:8080", "8443", "https", ("https", "example.org", 8443)),
        ("example.org", "", "", ("https", "example.org", 443)),
        ("example.org:" + "9" * 5000, "x", "", ("https", "example.org", 443)),
        ("[2001:db8::1]:8080", "", "http", ("http", "2001:db8::1", 8080)),
        ("[2001:db8::1]", "", "http", ("http", "2001:db8::1", 80)),
        ("2001:db8::1", "", "http", ("http", "2001:db8::1", 80)),
        ("", "", "http", ("http", "localhost", 80)),
    ],
)
def test_scheme_host_and_port(
    host: str, port: str, proto: str, server: tuple[str, str, int]
) -> None:
    event = forge.alb()
    event["headers"] |= {"host": host, "x-forwarded-port": port, "x-forwarded-proto": proto}
    scope = scope_for(event)
    assert (scope["scheme"], *scope["server"]) == server
    environ_for(event)


def test_a_header_cannot_claim_a_user() -> None:
    event = forge.alb(headers=[("x-amzn-oidc-identity", "admin")])
    assert "REMOTE_USER" not in environ_for(event)


def test_one_value_a_name() -> None:
    assert wsgi(setting(), forge.alb()) == {
        "statusCode": 200,
        "statusDescription": "200 OK",
        "headers": {"content-type": "text/plain", "vary": "A,B"},
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_lists_where_the_request_had_lists() -> None:
    assert wsgi(setting("a=1", "b=2"), forge.alb_multi()) == {
        "statusCode": 200,
        "statusDescription": "200 OK",
        "multiValueHeaders": {
            "content-type": ["text/plain"],
            "vary": ["A", "B"],
            "set-cookie": ["a=1", "b=2"],
        },
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_cookies_on_one_value_a_name_differ_in_case() -> None:
    answer = wsgi(setting("a=1", "b=2", "c=3"), forge.alb())
    cookies = {name: value for name, value in answer["headers"].items() if "ookie" in name.lower()}
    assert list(cookies.values()) == ["a=1", "b=2", "c=3"]
    assert {name.lower() for name in cookies} == {"set-cookie"}


def test_as_many_cookies_as_there_are_spellings_and_no_silent_loss() -> None:
    cookies = [f"c{number}=" for number in range(512)]
    answer = wsgi(setting(*cookies), forge.alb())
    assert [value for name, value in headers_of(answer) if name == "set-cookie"] == cookies
    with pytest.raises(InvalidResponse, match="513 cookies"):
        wsgi(setting(*cookies, "more="), forge.alb())
    assert Adapter(setting(*cookies, "more="))(forge.alb())["statusCode"] == 500


@pytest.mark.parametrize(
    ("status", "description"),
    [("404 Not Found", "404 Not Found"), ("299 My Own", "299 My Own"), ("200 ", "200 OK")],
)
def test_the_description_is_the_applications(status: str, description: str) -> None:
    assert wsgi(setting(status=status), forge.alb())["statusDescription"] == description


@pytest.mark.parametrize(
    ("status", "description"), [(418, "418 I'm a Teapot"), (599, "599 Unknown")]
)
def test_the_description_is_there_for_codes_alone(status: int, description: str) -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status})
        await send({"type": "http.response.body"})

    assert asgi(application, forge.alb())["statusDescription"] == description


@pytest.mark.parametrize(
    "event",
    [
        {"requestContext": {"elb": {}}},
        {"requestContext": {"elb": None}, "httpMethod": None, "path": None, "headers": None,
         "queryStringParameters": None, "body": None, "isBase64Encoded": None},
    ],
)  # fmt: skip
def test_missing_and_null_fields_do_no_harm(event: dict[str, Any]) -> None:
    environ = environ_for(event)
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/")


def test_a_health_check_is_served() -> None:
    event = forge.alb(headers=[("user-agent", "ELB-HealthChecker/2.0")])
    del event["headers"]["x-forwarded-for"], event["headers"]["x-forwarded-proto"]
    assert wsgi(setting(), event)["statusCode"] == 200
