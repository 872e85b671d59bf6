"""What a REST API does of its own: paths, media types, header names, failures."""

import base64
import json
from typing import Any

import pytest

from lift.deployer.gateway import rest_api
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

from .ways import ARRIVAL, DOOR


def forge(request: Request, **parameters: Any) -> dict[str, Any]:
    return rest_api.forge(request, DOOR, ARRIVAL, "live", **parameters)


def test_by_the_apis_own_address_the_context_has_the_stage() -> None:
    event = forge(Request("GET", "/a/b"))
    assert (event["path"], event["requestContext"]["path"]) == ("/a/b", "/live/a/b")
    assert (event["resource"], event["pathParameters"]) == ("/{proxy+}", {"proxy": "a/b"})


@pytest.mark.parametrize(("base_path", "path"), [("", "/a"), ("/v1", "/v1/a")])
def test_by_a_custom_domain_both_paths_have_the_base_path(base_path: str, path: str) -> None:
    event = forge(Request("GET", "/a"), base_path=base_path)
    assert event["path"] == event["requestContext"]["path"] == path


def test_the_base_path_itself() -> None:
    event = forge(Request("GET", ""), base_path="/v1")
    assert (event["path"], event["resource"]) == ("/v1", "/")


def test_the_resource_may_be_another() -> None:
    event = forge(Request("GET", "/users/1"), resource="/users/{id}", parameters={"id": "1"})
    assert event["resource"] == event["requestContext"]["resourcePath"] == "/users/{id}"
    assert event["pathParameters"] == {"id": "1"}


@pytest.mark.parametrize(
    ("media_type", "types", "binary"),
    [
        ("image/png", ["*/*"], True),
        ("", ["*/*"], True),
        ("image/png", ["image/*"], True),
        ("Image/PNG; q=1", ["image/png"], True),
        ("image/png", ["image/gif"], False),
        ("", ["application/json"], True),
        ("*/*", ["image/png"], False),
        ("image/png", [], False),
    ],
)
def test_binary_media_types(media_type: str, types: list[str], binary: bool) -> None:
    assert rest_api.is_binary(media_type, types) == binary


def test_base64_of_an_answer_stays_for_a_client_that_does_not_ask_for_it() -> None:
    text = base64.b64encode(b"\0").decode()
    answer = json.dumps({"statusCode": 200, "body": text, "isBase64Encoded": True}).encode()
    request = Request("GET", "/", (("Accept", "text/html, image/png"),))
    assert rest_api.lift(request, answer).body == b"\0"
    assert rest_api.lift(request, answer, ["image/png"]).body == text.encode()


def test_some_headers_leave_under_another_name() -> None:
    response = Response(401, (("WWW-Authenticate", "Basic"), ("X-A", "1")))
    assert rest_api.remapped(response).headers == (
        ("x-amzn-Remapped-WWW-Authenticate", "Basic"),
        ("X-A", "1"),
    )


def test_each_failure_of_the_door_has_its_status_and_words() -> None:
    failures = {
        rest_api.failed(): (502, "Internal server error"),
        rest_api.refused(500): (500, "Internal server error"),
        rest_api.refused(413): (413, "Request Too Long"),
        rest_api.refused(504): (504, "Endpoint request timed out"),
        rest_api.no_method(): (403, "Missing Authentication Token"),
        rest_api.no_stage(): (403, "Forbidden"),
        rest_api.unread(413, "Large"): (413, "HTTP content length exceeded 10485760 bytes."),
        rest_api.unread(400, "Bad Request"): (400, "Bad Request"),
    }
    for response, (status, text) in failures.items():
        assert (response.status, json.loads(response.body)) == (status, {"message": text})
