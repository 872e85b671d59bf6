"""HTTP APIs: decoded paths, stages, cookies, both payload formats."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter.types import Environ, StartResponse

from .. import forge
from ..serving import asgi, environ_for, scope_for, wsgi

# Sent by a client, and rawPath as API Gateway gives it: decoded, partly twice.
DAMAGED = [
    ("/space value", "/space value"),
    ("/question", "/question"),
    ("/hash#value", "/hash#value"),
    ("/slash/value", "/slash/value"),
    ("/λ-世界", "/λ-世界"),
    ("/literal?value", "/literal?value"),
    ("/literal%value", "/literal%value"),
    ("/%41", "/%41"),
    ("/%2541", "/%2541"),
]


def event_with_path(path: str, payload: str) -> dict[str, Any]:
    if payload == "1.0":
        event = forge.http_api_1()
        event["path"] = event["requestContext"]["path"] = path
    else:
        event = forge.http_api()
        event["rawPath"] = event["requestContext"]["http"]["path"] = path
    return event


@pytest.mark.parametrize("payload", ["1.0", "2.0"])
@pytest.mark.parametrize(("raw", "path"), DAMAGED)
def test_a_path_is_never_decoded_again(raw: str, path: str, payload: str) -> None:
    event = event_with_path(raw, payload)
    assert environ_for(event)["PATH_INFO"].encode("latin-1").decode() == path
    assert scope_for(event)["path"] == path


def test_raw_path_is_there_although_aws_lost_it() -> None:
    assert scope_for(event_with_path("/a b%/λ?", "2.0"))["raw_path"] == b"/a%20b%25/%CE%BB%3F"


@pytest.mark.parametrize("make", [forge.http_api, forge.http_api_1])
@pytest.mark.parametrize(
    ("path", "root", "rest"),
    [
        ("/prod", "/prod", ""),
        ("/prod/", "/prod", "/"),
        ("/prod/users", "/prod", "/users"),
        ("/products", "", "/products"),
        ("/users/prod", "", "/users/prod"),
    ],
)
def test_a_named_stage_is_the_root(make: Any, path: str, root: str, rest: str) -> None:
    event = make(path, stage="prod")
    environ = environ_for(event)
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == (root, rest)
    scope = scope_for(event)
    assert (scope["root_path"], scope["path"]) == (root, path)


def test_the_default_stage_is_no_prefix() -> None:
    assert scope_for(forge.http_api("/$default/a"))["root_path"] == ""


def test_on_a_custom_domain_the_stage_is_no_prefix() -> None:
    event = forge.http_api("/prod/users", stage="prod", domain="www.example.org")
    assert scope_for(event)["root_path"] == ""


def test_stage_and_base_path_add_up() -> None:
    environ = environ_for(forge.http_api("/prod/api/a", stage="prod"), base_path="/api")
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/prod/api", "/a")


def test_cookies_come_once_although_the_header_is_there_too() -> None:
    for name in ("cookie", "Cookie"):
        event = forge.http_api(cookies=["a=1", "b=2"], headers=[(name, "a=1; b=2")])
        assert environ_for(event)["HTTP_COOKIE"] == "a=1; b=2"
        assert event["headers"][name] == "a=1; b=2"  # the event stays as it was


def test_a_cookie_header_alone_counts() -> None:
    event = forge.http_api(headers=[("cookie", "a=1")])
    assert environ_for(event)["HTTP_COOKIE"] == "a=1"


def test_a_query_without_its_raw_text_is_encoded() -> None:
    event = forge.http_api()
    del event["rawQueryString"]
    event["queryStringParameters"] = {"a": "b c&d", "e": None}
    assert environ_for(event)["QUERY_STRING"] == "a=b%20c%26d&e="


def test_letters_in_a_raw_query_become_their_bytes() -> None:
    assert scope_for(forge.http_api("/", "q=é世"))["query_string"] == "q=é世".encode()


@pytest.mark.parametrize(
    ("authorizer", "user"),
    [
        ({"jwt": {"claims": {"sub": "ada"}, "scopes": None}}, "ada"),
        ({"iam": {"userArn": "arn:aws:iam::1:user/ada"}}, "arn:aws:iam::1:user/ada"),
        ({"lambda": {"principalId": "ada", "any": "thing"}}, "ada"),
        ({"lambda": {"any": "thing"}}, None),
        ({"lambda": None}, None),
        ({"jwt": None, "iam": None}, None),
        ({"jwt": {"claims": None}}, None),
        (None, None),
        ("text", None),
    ],
)
def test_the_authorizers_user_is_remote_user(authorizer: Any, user: str | None) -> None:
    event = forge.http_api()
    event["requestContext"]["authorizer"] = authorizer
    assert environ_for(event).get("REMOTE_USER") == user


@pytest.mark.parametrize(
    "event",
    [
        {"requestContext": {"http": {}}},
        {"version": "2.0", "rawPath": None, "headers": None, "cookies": None, "body": None,
         "rawQueryString": None, "queryStringParameters": None, "isBase64Encoded": None,
         "requestContext": {"http": {"method": None, "sourceIp": None, "protocol": None},
                            "stage": None, "domainName": None, "authorizer": None}},
        {"version": "1.0", "httpMethod": "GET"},
        {"version": "1.0", "httpMethod": None, "path": None, "requestContext": None},
    ],
)  # fmt: skip
def test_missing_and_null_fields_do_no_harm(event: dict[str, Any]) -> None:
    environ = environ_for(event)
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("localhost", "443")
    assert environ["REMOTE_ADDR"] == environ["QUERY_STRING"] == ""
    scope_for(event)


def test_a_path_may_be_in_the_context_only() -> None:
    event = {"requestContext": {"http": {"method": "GET", "path": "/written/by/hand"}}}
    assert environ_for(event)["PATH_INFO"] == "/written/by/hand"


def test_keys_of_both_formats_together_are_format_2() -> None:
    event = forge.http_api("/a") | {"httpMethod": "PUT", "path": "/b"}
    assert environ_for(event)["PATH_INFO"] == "/a"
    assert "headers" in wsgi(headers(), event)


def test_null_and_odd_header_values_do_no_harm() -> None:
    event = forge.http_api()
    event["headers"] |= {"x-null": None, "x-number": 3, "x-list": ["a"], "x-wide": "世"}
    environ = environ_for(event)
    assert "HTTP_X_NULL" not in environ
    assert environ["HTTP_X_NUMBER"] == "3"
    assert environ["HTTP_X_WIDE"].encode("latin-1").decode() == "世"


def headers(*pairs: tuple[str, str]) -> Any:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), *pairs])
        return [b"hi"]

    return application


def test_format_2_joins_repeats_and_has_cookies_apart() -> None:
    application = headers(("Vary", "A"), ("vary", "B"), ("Set-Cookie", "a=1"), ("set-cookie", "b"))
    assert wsgi(application, forge.http_api()) == {
        "statusCode": 200,
        "headers": {"content-type": "text/plain", "vary": "A,B"},
        "cookies": ["a=1", "b"],
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_format_2_has_no_cookies_without_cookies() -> None:
    assert "cookies" not in wsgi(headers(), forge.http_api())


def test_format_1_has_lists_of_headers_only() -> None:
    application = headers(("Vary", "A"), ("vary", "B"), ("Set-Cookie", "a=1"), ("set-cookie", "b"))
    assert wsgi(application, forge.http_api_1()) == {
        "statusCode": 200,
        "multiValueHeaders": {
            "content-type": ["text/plain"],
            "vary": ["A", "B"],
            "set-cookie": ["a=1", "b"],
        },
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_a_204_has_no_header_that_the_application_did_not_send() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body", "body": b"ignored"})

    answer = asgi(application, forge.http_api())
    assert answer == {"statusCode": 204, "headers": {}, "body": "", "isBase64Encoded": False}
