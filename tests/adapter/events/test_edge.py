"""Lambda@Edge: whole bodies only, answers in CloudFront's own shape and within its rules."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from lift.adapter import Adapter, ResponseTooLarge, UnknownEvent
from lift.adapter.events import detect, edge
from lift.adapter.types import Environ, StartResponse

from .. import forge
from ..serving import Context, asgi, body_of, environ_for, scope_for, wsgi

EVENT_TYPES = ["viewer-request", "origin-request"]
LIMITS = {"viewer-request": 40 * 1024, "origin-request": 1024 * 1024}


def answering(*headers: tuple[str, str], status: str = "200 OK", body: bytes = b"hi") -> Any:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(status, [("Content-Type", "text/plain"), *headers])
        return [body]

    return application


def failing(environ: Environ, start_response: StartResponse) -> list[bytes]:
    raise AssertionError("the application must not be called")


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_a_request_arrives_whole(event_type: str) -> None:
    event = forge.edge(
        "/a%20b/%2541",
        "x=1&x=%20",
        method="POST",
        headers=[("X-A", "1"), ("X-A", "2"), ("Content-Length", "3")],
        cookies=["a=1", "b=2"],
        body=b"\0\xff\n",
        event_type=event_type,
    )
    environ = environ_for(event)
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["PATH_INFO"] == "/a b/%41"
    assert environ["QUERY_STRING"] == "x=1&x=%20"
    assert environ["HTTP_X_A"] == "1,2"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["REMOTE_ADDR"] == "203.0.113.7"
    assert environ["body"] == b"\0\xff\n"
    scope = scope_for(event)
    assert scope["raw_path"] == b"/a%20b/%2541"
    assert [value for name, value in scope["headers"] if name == b"x-a"] == [b"1", b"2"]
    assert scope["server"] == ("d111111abcdef8.cloudfront.net", 443)


def test_several_cookie_headers_are_one_in_wsgi() -> None:
    event = forge.edge(headers=[("Cookie", "a=1"), ("Cookie", "b=2")])
    assert environ_for(event)["HTTP_COOKIE"] == "a=1; b=2"


@pytest.mark.parametrize("host", ["www.example.org", "[2001:db8::1]"])
def test_the_host_is_the_one_that_the_viewer_asked_for(host: str) -> None:
    assert scope_for(forge.edge(domain=host))["server"] == (host.strip("[]"), 443)


def test_without_a_host_header_the_distribution_is_the_host() -> None:
    event = forge.edge()
    del event["Records"][0]["cf"]["request"]["headers"]["host"]
    assert environ_for(event)["SERVER_NAME"] == "d111111abcdef8.cloudfront.net"


@pytest.mark.parametrize(
    ("event_type", "scheme"), [("viewer-request", "https"), ("origin-request", "http")]
)
def test_the_scheme_is_believed_where_cloudfront_itself_writes_it(
    event_type: str, scheme: str
) -> None:
    headers = [("CloudFront-Forwarded-Proto", "http"), ("X-Forwarded-Port", "9")]
    scope = scope_for(forge.edge(headers=headers, event_type=event_type))
    assert scope["scheme"] == scheme
    assert scope["server"][1] == {"https": 443, "http": 80}[scheme]


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_a_body_that_cloudfront_cut_is_a_413_and_the_application_is_not_called(
    event_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    event = forge.edge(method="POST", body=b"x", truncated=True, event_type=event_type)
    answer = Adapter(failing, errors="raise")(event, Context())
    assert answer["status"] == "413"
    assert b"larger than CloudFront hands to a function" in body_of(answer)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith("8f5a-request the request body is larger")


def test_a_body_that_cloudfront_left_out_is_a_500_that_names_the_setting() -> None:
    event = forge.edge(method="POST", headers=[("Content-Length", "12")])
    answer = Adapter(failing, errors="raise")(event, Context())
    assert answer["status"] == "500"
    assert b'switch on "Include body"' in body_of(answer)


@pytest.mark.parametrize("headers", [[], [("Content-Length", "0")]])
def test_a_request_without_a_body_is_served(headers: list[tuple[str, str]]) -> None:
    event = forge.edge(method="POST", headers=headers)
    assert environ_for(event)["CONTENT_LENGTH"] == "0"
    event["Records"][0]["cf"]["request"]["body"] = None
    assert environ_for(event)["body"] == b""


def test_a_body_may_be_text_in_an_event_written_by_hand() -> None:
    event = forge.edge(method="POST")
    event["Records"][0]["cf"]["request"]["body"] = {"data": "grün", "encoding": "text"}
    assert environ_for(event)["body"] == "grün".encode()


def test_the_answer_has_cloudfronts_shape() -> None:
    cookies = ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")
    assert wsgi(answering(*cookies, status="201 Made"), forge.edge()) == {
        "status": "201",
        "statusDescription": "Made",
        "headers": {
            "content-type": [{"key": "content-type", "value": "text/plain"}],
            "set-cookie": [
                {"key": "set-cookie", "value": "a=1"},
                {"key": "set-cookie", "value": "b=2"},
            ],
        },
        "body": "hi",
        "bodyEncoding": "text",
    }


def test_bytes_travel_as_base64() -> None:
    answer = wsgi(answering(body=b"\xff\0"), forge.edge())
    assert (answer["body"], answer["bodyEncoding"]) == ("/wA=", "base64")


def test_no_body_is_no_value_at_all() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body", "body": b"ignored"})

    answer = asgi(application, forge.edge())
    assert answer == {"status": "204", "statusDescription": "No Content", "headers": {}}
    assert "body" not in wsgi(answering(), forge.edge(method="HEAD"))


@pytest.mark.parametrize("event_type", EVENT_TYPES)
@pytest.mark.parametrize(
    "name",
    ["Content-Length", "Transfer-Encoding", "Via", "Connection", "Host", "X-Edge-Any",
     "X-Amz-Cf-Id", "X-Amzn-RequestId", "X-Cache", "X-Real-IP", "Keep-Alive", "Expect"],
)  # fmt: skip
def test_headers_that_would_cost_the_viewer_a_502_are_left_out(event_type: str, name: str) -> None:
    # The validator would refuse hop-by-hop headers before the adapter sees them.
    handler = Adapter(answering((name, "2"), ("X-Amz-Meta", "stays")), interface="wsgi")
    answer = handler(forge.edge(event_type=event_type), None)
    assert answer["headers"].keys() == {"content-type", "x-amz-meta"}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_an_answer_may_fill_the_limit_of_its_event_to_the_byte(event_type: str) -> None:
    event = forge.edge(event_type=event_type)
    empty = len(json.dumps(wsgi(answering(body=b"x"), event))) - 1
    full = LIMITS[event_type] - empty
    assert wsgi(answering(body=b"x" * full), event)["status"] == "200"
    with pytest.raises(ResponseTooLarge, match=f"{LIMITS[event_type]} at most"):
        wsgi(answering(body=b"x" * (full + 1)), event)
    answer = Adapter(answering(body=b"x" * (full + 1)))(event)
    assert answer["status"] == "500"
    assert b"too large" in body_of(answer)


@pytest.mark.parametrize("event_type", ["viewer-response", "origin-response"])
def test_an_event_about_a_response_is_no_request(event_type: str) -> None:
    event = forge.edge(event_type=event_type)
    assert detect(event) is None
    event["Records"][0]["cf"]["response"] = {"status": "200"}
    with pytest.raises(UnknownEvent, match="Records"):
        Adapter(failing)(event)


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"clientIp": None, "headers": None, "method": None, "querystring": None, "uri": None},
        {"uri": "", "headers": {"x": [], "y": [{"key": "y"}], "z": [{"value": None}]}},
    ],
)
@pytest.mark.parametrize("cf", [{}, {"config": None}, {"config": {}}])
def test_missing_and_null_fields_do_no_harm(cf: dict[str, Any], request_: dict[str, Any]) -> None:
    event = {"Records": [{"cf": {**cf, "request": request_}}]}
    assert detect(event) is edge.VIEWER_REQUEST
    environ = environ_for(event)
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/")
    assert (environ["SERVER_NAME"], environ["REMOTE_ADDR"]) == ("localhost", "")


@pytest.mark.parametrize(
    "records", [[], None, {}, "text", [None], [{"cf": None}], [{"cf": {}}], [{"sqs": {}}]]
)
def test_other_records_are_none_of_cloudfronts(records: Any) -> None:
    assert detect({"Records": records}) is None
