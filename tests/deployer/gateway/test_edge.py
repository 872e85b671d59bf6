"""CloudFront's rules for what a function is shown and may answer."""

import base64
import json
from typing import Any

import pytest

from lift.deployer.gateway import edge
from lift.deployer.gateway.edge import EventType
from lift.deployer.gateway.request import Request

from .ways import ARRIVAL, DOOR

GET = Request("GET", "/")
EVENT_TYPES: list[tuple[EventType, int]] = [
    ("viewer-request", 40 * 1024),
    ("origin-request", 1024 * 1024),
]


def lifted(event_type: EventType = "viewer-request", **answer: object) -> int:
    return edge.lift(GET, json.dumps(answer).encode(), event_type).status


@pytest.mark.parametrize(("event_type", "limit"), EVENT_TYPES)
def test_a_long_body_is_shown_in_part(event_type: EventType, limit: int) -> None:
    for size, truncated in ((limit, False), (limit + 1, True)):
        request = Request("POST", "/", body=b"x" * size)
        event: dict[str, Any] = edge.forge(request, DOOR, ARRIVAL, event_type)
        body = event["Records"][0]["cf"]["request"]["body"]
        assert body["inputTruncated"] is truncated
        assert base64.b64decode(body["data"]) == b"x" * limit


def test_headers_that_are_cloudfronts_own_are_not_shown() -> None:
    sent = (("X-Edge-A", "1"), ("Connection", "close"), ("X-Forwarded-Proto", "http"), ("A", "1"))
    event: dict[str, Any] = edge.forge(Request("GET", "/", sent), DOOR, ARRIVAL)
    assert event["Records"][0]["cf"]["request"]["headers"].keys() == {"a"}


@pytest.mark.parametrize(("event_type", "limit"), EVENT_TYPES)
def test_an_answer_over_the_limit_is_a_502(event_type: EventType, limit: int) -> None:
    empty = len(json.dumps({"status": "200", "body": ""}))
    assert lifted(event_type, status="200", body="x" * (limit - empty)) == 200
    assert lifted(event_type, status="200", body="x" * (limit - empty + 1)) == 502


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"status": 200},
        {"status": "199"},
        {"status": "600"},
        {"status": "204", "body": ""},
        {"status": "200", "body": "x", "bodyEncoding": "gzip"},
        {"status": "200", "body": "?", "bodyEncoding": "base64"},
        {"status": "200", "headers": []},
        {"status": "200", "headers": {"x-a": "1"}},
        {"status": "200", "headers": {"X-A": [{"key": "X-A", "value": "1"}]}},
        {"status": "200", "headers": {"x-a": [{"key": "X-B", "value": "1"}]}},
        {"status": "200", "headers": {"x-a": [{"key": "X-A"}]}},
        {"status": "200", "headers": {"x-a": ["1"]}},
        {"status": "200", "headers": {"content-length": [{"value": "1"}]}},
        {"status": "200", "headers": {"x-amz-cf-id": [{"value": "1"}]}},
    ],
)
def test_what_cloudfront_finds_invalid_is_a_502(answer: dict[str, Any]) -> None:
    assert lifted(**answer) == 502
    assert edge.lift(GET, b"[]").status == edge.lift(GET, b"no json").status == 502


def test_only_the_status_is_required() -> None:
    response = edge.lift(GET, b'{"status": "404"}')
    assert (response.status, response.headers, response.body) == (404, (), b"")


def test_the_read_only_headers_differ_by_event() -> None:
    headers = {"host": [{"key": "Host", "value": "a"}]}
    assert lifted("viewer-request", status="200", headers=headers) == 502
    assert lifted("origin-request", status="200", headers=headers) == 200
