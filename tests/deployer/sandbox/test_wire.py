"""HTTP/1.1 as bytes."""

import io

import pytest

from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response
from lift.deployer.sandbox import wire


def read(text: bytes, max_body: int | None = None) -> tuple[Request | None, bytes]:
    """The request in ``text``, and what the reader sent back meanwhile."""
    sink = io.BytesIO()
    return wire.read_request(io.BytesIO(text), sink, "127.0.0.1", max_body), sink.getvalue()


def test_a_request_is_kept_as_it_was_sent() -> None:
    text = b"POST //a%2Fb?x=%20 HTTP/1.1\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 3\r\n\r\nabcREST"
    request, _ = read(text)
    assert request is not None
    assert (request.method, request.target) == ("POST", "//a%2Fb?x=%20")
    assert request.headers == (("X-A", "1"), ("x-a", "2"), ("Content-Length", "3"))
    assert request.body == b"abc"
    assert (request.path, request.query, request.header("x-a")) == ("//a%2Fb", "x=%20", "1,2")


def test_a_chunked_body_is_put_together() -> None:
    text = (
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
    )
    request, _ = read(text)
    assert request is not None
    assert request.body == b"abc0123456789"


def test_a_client_that_waits_is_told_to_go_on() -> None:
    text = b"PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx"
    assert read(text)[1] == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_a_target_with_scheme_and_host_is_made_a_path() -> None:
    targets = {"http://h:1/a?b": "/a?b", "http://h": "/", "/a": "/a", "*": "*"}
    for sent, seen in targets.items():
        request, _ = read(f"GET {sent} HTTP/1.1\r\n\r\n".encode())
        assert request is not None
        assert request.target == seen


def test_the_end_of_the_connection_is_none() -> None:
    assert read(b"") == (None, b"")
    assert read(b"\r\n") == (None, b"")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"GET /\r\n\r\n", 400),
        (b"GET / SPDY/3\r\n\r\n", 400),
        (b"GET /\x1b[2J HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nA : x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nA: x\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc", 400),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n8\r\n", 413),
        (b"GET / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\n" + b"A: x\r\n" * 201 + b"\r\n", 431),
    ],
)
def test_what_is_no_request_is_refused(text: bytes, status: int) -> None:
    with pytest.raises(wire.BadRequest) as refused:
        read(text, max_body=10)
    assert refused.value.status == status


@pytest.mark.parametrize(
    ("protocol", "connection", "keeps"),
    [
        ("HTTP/1.1", "", True),
        ("HTTP/1.1", "close", False),
        ("HTTP/1.0", "", False),
        ("HTTP/1.0", "Keep-Alive", True),
    ],
)
def test_which_connections_are_kept(protocol: str, connection: str, keeps: bool) -> None:
    request = Request("GET", "/", (("Connection", connection),), protocol=protocol)
    assert wire.keeps_alive(request) is keeps


def test_a_response_carries_date_length_and_connection() -> None:
    text = wire.response_bytes(Response(200, (("X-A", "ä"),), b"abc"), head=False, keep_alive=True)
    start, _, body = text.partition(b"\r\n\r\n")
    lines = start.decode().split("\r\n")
    assert lines[:2] == ["HTTP/1.1 200 OK", "X-A: ä"]
    assert lines[2].startswith("date: ")
    assert lines[3:] == ["content-length: 3", "connection: keep-alive"]
    assert body == b"abc"


def test_an_answer_to_head_has_the_length_of_what_it_leaves_out() -> None:
    text = wire.response_bytes(Response(200, (), b"abc"), head=True, keep_alive=False)
    assert b"content-length: 3\r\n" in text
    assert text.endswith(b"connection: close\r\n\r\n")


def test_a_length_the_function_gave_for_head_stays() -> None:
    response = Response(200, (("Content-Length", "99"),))
    text = wire.response_bytes(response, head=True, keep_alive=True)
    assert text.lower().count(b"content-length") == 1


def test_204_and_304_have_no_length_and_an_unknown_status_no_phrase() -> None:
    for status in (204, 304):
        text = wire.response_bytes(Response(status), head=False, keep_alive=True)
        assert b"content-length" not in text
    assert wire.response_bytes(Response(299), head=False, keep_alive=True).startswith(
        b"HTTP/1.1 299 \r\n"
    )
