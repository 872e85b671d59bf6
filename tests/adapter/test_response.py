"""The response in the middle: what is checked and dropped before it is written."""

from __future__ import annotations

import pytest

from lift.adapter import InvalidResponse
from lift.adapter.body import TextTypes
from lift.adapter.response import Response, plain


def finished(response: Response, method: str = "GET") -> Response:
    response.finish(method, TextTypes())
    return response


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x", "a\r\nSet-Cookie: evil=1"),
        ("x", "a\nb"),
        ("x", "a\rb"),
        ("x", "a\0b"),
        ("x\r\ny", "a"),
        ("x\n", "a"),
    ],
)
def test_a_line_break_in_a_header_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidResponse, match="line break") as caught:
        finished(Response(200, [(name, value)], b""))
    assert "evil" not in str(caught.value)


@pytest.mark.parametrize("name", ["", " ", "x y", "x:", "x-é", "(x)", "x\t"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InvalidResponse, match="name"):
        finished(Response(200, [(name, "a")], b""))


@pytest.mark.parametrize("value", ["a\tb", "caf\xe9", "a\xa0b", "a\x85b", ""])
def test_other_unusual_characters_pass(value: str) -> None:
    assert finished(Response(200, [("X-A", value)], b"")).headers == [("x-a", value)]


@pytest.mark.parametrize(
    ("method", "status"),
    [("HEAD", 200), ("HEAD", 404), ("GET", 204), ("GET", 304), ("GET", 101), ("POST", 100)],
)
def test_no_body_where_there_must_be_none(method: str, status: int) -> None:
    headers = [("content-length", "4"), ("content-type", "text/plain")]
    response = finished(Response(status, headers, b"body"), method)
    assert (response.text, response.is_base64) == ("", False)
    assert response.headers == headers


def test_spaces_at_the_ends_of_a_value_are_left_out() -> None:
    headers = [("set-cookie", " a=1; Path=/"), ("x", "\t a b \t")]
    assert finished(Response(200, headers, b"")).headers == [
        ("set-cookie", "a=1; Path=/"),
        ("x", "a b"),
    ]


def test_no_header_is_invented() -> None:
    assert finished(Response(204, [], b"")).headers == []
    assert finished(Response(200, [], b"x")).headers == []


def test_names_are_in_lower_case_and_repeats_stay() -> None:
    response = finished(Response(200, [("Vary", "A"), ("VARY", "B"), ("vary", "A")], b""))
    assert response.headers == [("vary", "A"), ("vary", "B"), ("vary", "A")]


def test_the_content_type_decides_in_any_case() -> None:
    assert finished(Response(200, [("CONTENT-TYPE", "text/plain")], b"hi")).text == "hi"
    headers = [("Content-Type", "text/plain"), ("Content-Encoding", "gzip")]
    assert finished(Response(200, headers, b"hi")).is_base64


def test_lifts_own_response_is_plain_text() -> None:
    response = finished(plain(500, "broken"))
    assert (response.status, response.text) == (500, "broken")
    assert response.headers == [("content-type", "text/plain; charset=utf-8")]
