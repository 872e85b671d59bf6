"""REST APIs: encoded paths without the stage, decoded queries, lists of headers."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter.types import Environ, StartResponse

from .. import forge
from ..serving import environ_for, scope_for, wsgi


def test_a_path_is_decoded_once() -> None:
    event = forge.rest_api("/a%20b/%2541%2Fc")
    assert environ_for(event)["PATH_INFO"] == "/a b/%41/c"
    assert scope_for(event)["raw_path"] == b"/prod/a%20b/%2541%2Fc"


def test_the_stage_is_put_back_on_the_execute_api_host() -> None:
    scope = scope_for(forge.rest_api("/users"))
    assert (scope["root_path"], scope["path"]) == ("/prod", "/prod/users")


@pytest.mark.parametrize("asked", ["/prod", "/prod/"])
def test_the_stage_alone_is_the_root(asked: str) -> None:
    event = forge.rest_api("/")
    event["requestContext"]["path"] = asked
    environ = environ_for(event)
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/prod", "/")


@pytest.mark.parametrize("path", ["/users", "/prod/users", "/"])
def test_on_a_custom_domain_there_is_no_stage(path: str) -> None:
    scope = scope_for(forge.rest_api(path, domain="www.example.org"))
    assert (scope["root_path"], scope["path"]) == ("", path)


def test_a_path_that_begins_like_the_stage_is_not_the_stage() -> None:
    scope = scope_for(forge.rest_api("/prod/users"))
    assert (scope["root_path"], scope["path"]) == ("/prod", "/prod/prod/users")


def test_a_base_path_mapping_is_a_base_path() -> None:
    event = forge.rest_api("/shop/cart", domain="www.example.org")
    environ = environ_for(event, base_path="shop")
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/shop", "/cart")


def test_without_the_path_asked_for_the_domain_decides() -> None:
    event = forge.rest_api("/users")
    del event["requestContext"]["path"]
    assert scope_for(event)["root_path"] == "/prod"
    event["requestContext"]["domainName"] = "www.example.org"
    assert scope_for(event)["root_path"] == ""


def test_a_decoded_query_is_encoded_again() -> None:
    event = forge.rest_api("/", "a=1%2B1&a=x+y&b=&c=%26%3D")
    assert environ_for(event)["QUERY_STRING"] == "a=1%2B1&a=x%20y&b=&c=%26%3D"


def test_a_query_may_be_in_the_map_of_one_value_only() -> None:
    event = forge.rest_api()
    event["queryStringParameters"] = {"a": "b c", "d": None}
    event["multiValueQueryStringParameters"] = None
    assert environ_for(event)["QUERY_STRING"] == "a=b%20c&d="


def test_headers_may_be_in_the_map_of_one_value_only() -> None:
    event = forge.rest_api(headers=[("X-A", "1")])
    event["multiValueHeaders"] = None
    environ = environ_for(event)
    assert environ["HTTP_X_A"] == "1"
    assert environ["SERVER_NAME"] == "abc.execute-api.eu-central-1.amazonaws.com"


@pytest.mark.parametrize("name", ["Host", "host", "HOST", "hOsT"])
def test_the_host_is_found_in_any_case(name: str) -> None:
    event = forge.rest_api()
    event["multiValueHeaders"] = {name: ["shop.example.org"]}
    assert environ_for(event)["SERVER_NAME"] == "shop.example.org"


@pytest.mark.parametrize(
    ("authorizer", "identity", "user"),
    [
        ({"principalId": "ada"}, {}, "ada"),
        ({"claims": {"sub": "ada"}}, {}, "ada"),
        ({"claims": None}, {"userArn": "arn:aws:iam::1:user/ada"}, "arn:aws:iam::1:user/ada"),
        (None, {}, None),
        ("text", {}, None),
    ],
)
def test_the_authorizers_user_is_remote_user(
    authorizer: Any, identity: dict[str, str], user: str | None
) -> None:
    event = forge.rest_api()
    event["requestContext"] |= {"authorizer": authorizer, "identity": identity}
    assert environ_for(event).get("REMOTE_USER") == user


@pytest.mark.parametrize(
    "event",
    [
        {"httpMethod": "GET", "path": "/"},
        {"httpMethod": None, "path": "", "requestContext": {"identity": None, "stage": None}},
        {"httpMethod": "GET", "path": None, "headers": None, "multiValueHeaders": None,
         "queryStringParameters": None, "multiValueQueryStringParameters": None,
         "requestContext": None, "body": None, "isBase64Encoded": None},
    ],
)  # fmt: skip
def test_missing_and_null_fields_do_no_harm(event: dict[str, Any]) -> None:
    environ = environ_for(event)
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/")
    assert environ["REMOTE_ADDR"] == environ["QUERY_STRING"] == ""


def test_a_path_without_its_slash_gets_one() -> None:
    assert environ_for({"httpMethod": "GET", "path": "users"})["PATH_INFO"] == "/users"


def test_odd_header_lists_do_no_harm() -> None:
    event = forge.rest_api()
    event["multiValueHeaders"] |= {"X-Text": "ab", "X-Null": None, "X-Empty": [], "X-In": [None, 1]}
    event["multiValueHeaders"]["Host"] = []
    environ = environ_for(event)
    assert environ["HTTP_X_TEXT"] == "ab"
    assert environ["HTTP_X_IN"] == "1"
    assert "HTTP_X_NULL" not in environ
    assert environ["SERVER_NAME"] == "abc.execute-api.eu-central-1.amazonaws.com"


def test_the_answer_has_lists_of_headers_only() -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
        start_response("201 Created", [("Content-Type", "text/plain"), *cookies])
        return [b"hi"]

    assert wsgi(application, forge.rest_api()) == {
        "statusCode": 201,
        "multiValueHeaders": {"content-type": ["text/plain"], "set-cookie": ["a=1", "b=2"]},
        "body": "hi",
        "isBase64Encoded": False,
    }
