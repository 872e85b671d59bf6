"""The parts that events and answers of several doors share."""

import base64

import pytest

from lift.deployer.gateway import payload
from lift.deployer.gateway.front_door import Arrival, FrontDoor
from lift.deployer.gateway.request import Request


@pytest.mark.parametrize(
    ("content_type", "body", "encoded"),
    [
        ("text/plain", "wörld".encode(), False),
        ("application/json; charset=utf-8", b"{}", False),
        ("application/xml", b"<a/>", False),
        ("application/javascript", b"1", False),
        ("application/x-www-form-urlencoded", b"a=1", True),
        ("multipart/form-data; boundary=x", b"--x", True),
        ("image/svg+xml", b"<svg/>", True),
        ("text/plain", b"\xff\xfe", True),
        ("", b"abc", True),
    ],
)
def test_which_bodies_travel_as_base64(content_type: str, body: bytes, encoded: bool) -> None:
    text, flag = payload.body_fields(Request("POST", "/", (("Content-Type", content_type),), body))
    assert flag is encoded
    assert text is not None
    assert (base64.b64decode(text) if flag else text.encode()) == body


def test_a_compressed_body_travels_as_base64() -> None:
    headers = (("Content-Type", "text/plain"), ("Content-Encoding", "gzip"))
    assert payload.body_fields(Request("POST", "/", headers, b"abc")) == ("YWJj", True)


def test_no_body_is_none() -> None:
    assert payload.body_fields(Request("POST", "/", (("Content-Type", "image/png"),))) == (
        None,
        False,
    )


def test_the_door_appends_the_client_it_saw() -> None:
    door = FrontDoor("id", "123456789012", "eu-west-1", "127.0.0.1:4000", "http")
    sent = (("X-Forwarded-For", "203.0.113.1"), ("X-Forwarded-Proto", "https"), ("TE", "trailers"))
    request = Request("GET", "/", sent, client="127.0.0.1")
    headers = payload.forwarded(request, door, Arrival("id", 0))
    assert headers["x-forwarded-for"] == "203.0.113.1, 127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["x-forwarded-port"] == "4000"
    assert "te" not in headers


@pytest.mark.parametrize(
    ("host", "scheme", "port"),
    [("a.com", "https", "443"), ("a.com", "http", "80"), ("a.com:81", "http", "81")],
)
def test_the_port_of_a_door(host: str, scheme: str, port: str) -> None:
    assert FrontDoor("id", "123456789012", "eu-west-1", host, scheme).port == port
