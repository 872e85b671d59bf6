"""VPC Lattice: both versions of the event, lists and plain values, the auth policy's user."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter.events import detect, lattice
from lift.adapter.types import Environ, StartResponse

from .. import forge
from ..serving import environ_for, scope_for, wsgi

MAKERS = [forge.lattice_1, forge.lattice_2]


@pytest.mark.parametrize("make", MAKERS)
def test_path_and_query_are_passed_on_as_they_were_sent(make: Any) -> None:
    event = make("/a%20b/%2541", "q=a%20b&r=1+1&empty=&%C3%A9=%26")
    environ = environ_for(event)
    assert environ["PATH_INFO"] == "/a b/%41"
    assert environ["QUERY_STRING"] == "q=a%20b&r=1+1&empty=&%C3%A9=%26"
    assert scope_for(event)["raw_path"] == b"/a%20b/%2541"


def test_a_raw_path_may_have_the_query_with_it() -> None:
    event = forge.lattice_1("/a%3Fb?x=1&x=2&y")
    environ = environ_for(event)
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/a?b", "x=1&x=2&y")


def test_what_cannot_stand_in_a_query_is_escaped() -> None:
    event = forge.lattice_2()
    event["queryStringParameters"] = {"a=b": ["c d&e#é"], "f": ["100%"]}
    assert environ_for(event)["QUERY_STRING"] == "a%3Db=c%20d%26e%23%C3%A9&f=100%"


def test_version_2_has_repeats_in_lists() -> None:
    event = forge.lattice_2("/", "a=1&a=2", headers=[("x-a", "1"), ("x-a", "2")])
    scope = scope_for(event)
    assert scope["query_string"] == b"a=1&a=2"
    assert [value for name, value in scope["headers"] if name == b"x-a"] == [b"1", b"2"]


def test_version_2_may_have_plain_values() -> None:
    event = forge.lattice_2()
    event["headers"] = {"host": "a.example.org", "x-forwarded-for": "10.0.0.1", "X-A": "1"}
    event["queryStringParameters"] = {"a": "1"}
    environ = environ_for(event)
    assert (environ["SERVER_NAME"], environ["REMOTE_ADDR"]) == ("a.example.org", "10.0.0.1")
    assert (environ["HTTP_X_A"], environ["QUERY_STRING"]) == ("1", "a=1")


@pytest.mark.parametrize("make", MAKERS)
def test_the_client_is_the_address_that_lattice_saw(make: Any) -> None:
    event = make(headers=[("x-forwarded-for", "evil, 10.0.0.9")])
    assert environ_for(event)["REMOTE_ADDR"] == "10.0.0.9"


@pytest.mark.parametrize("make", MAKERS)
def test_a_body_is_decoded_by_the_flag(make: Any) -> None:
    assert environ_for(make(method="POST", body="aGk=", is_base64=True))["body"] == b"hi"
    assert environ_for(make(method="POST", body="aGk="))["body"] == b"aGk="


@pytest.mark.parametrize(
    ("identity", "user"),
    [
        ({"type": "AWS_IAM", "principal": "arn:aws:sts::1:assumed-role/ada"}, "ada"),
        ({"type": "AWS_IAM"}, None),
        ({"principal": "arn:aws:sts::1:assumed-role/eve"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_principal_of_the_auth_policy_is_remote_user(identity: Any, user: str | None) -> None:
    event = forge.lattice_2()
    event["requestContext"]["identity"] = identity
    seen = environ_for(event).get("REMOTE_USER")
    assert seen == (user and "arn:aws:sts::1:assumed-role/" + user)


def setting(*cookies: str) -> Any:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        headers = [("Content-Type", "text/plain"), ("Vary", "A"), ("Vary", "B")]
        start_response("200 OK", headers + [("Set-Cookie", cookie) for cookie in cookies])
        return [b"hi"]

    return application


@pytest.mark.parametrize("make", MAKERS)
def test_the_answer_has_one_value_a_name(make: Any) -> None:
    assert wsgi(setting(), make()) == {
        "statusCode": 200,
        "headers": {"content-type": "text/plain", "vary": "A,B"},
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_one_cookie_is_a_header_and_the_others_are_beside_it() -> None:
    answer = wsgi(setting("a=1", "b=2", "c=3"), forge.lattice_2())
    assert answer["headers"]["set-cookie"] == "a=1"
    assert answer["cookies"] == ["b=2", "c=3"]


@pytest.mark.parametrize(
    "event",
    [
        {"raw_path": "/", "method": "GET"},
        {"raw_path": None, "method": None, "headers": None, "query_string_parameters": None,
         "body": None, "is_base64_encoded": None},
        {"method": "GET", "requestContext": {"serviceArn": "arn"}},
        {"version": "2.0", "path": None, "method": None, "headers": None, "body": None,
         "queryStringParameters": None, "requestContext": {"serviceArn": None, "identity": None}},
    ],
)  # fmt: skip
def test_missing_and_null_fields_do_no_harm(event: dict[str, Any]) -> None:
    assert detect(event) is lattice
    environ = environ_for(event)
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/")
    assert environ["REMOTE_ADDR"] == environ["QUERY_STRING"] == ""
