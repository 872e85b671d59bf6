"""The request in the middle: its paths."""

from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter.request import Request

PATHS = st.text().map(lambda text: "/" + text)


def request(path: str, raw_path: str | None = None, root_path: str = "") -> Request:
    return Request(
        {},
        None,
        "GET",
        path,
        raw_path,
        root_path,
        "",
        {},
        False,
        b"",
        "https",
        "a",
        443,
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/api", "/api"),
        ("/api/", "/api"),
        ("/api/users", "/api"),
        ("/apiary", ""),
        ("/v1/api/users", ""),
        ("/", ""),
        ("/api/api/users", "/api"),
        ("/API/users", ""),
    ],
)
def test_a_base_path_is_mounted_at_whole_segments_only(path: str, root: str) -> None:
    mounted = request(path)
    mounted.mount("/api")
    assert mounted.root_path == root
    assert mounted.path == path


def test_a_base_path_may_lie_behind_the_stage() -> None:
    mounted = request("/prod/api/users", root_path="/prod")
    mounted.mount("/api")
    assert mounted.root_path == "/prod/api"


@given(PATHS)
def test_a_path_that_came_decoded_is_quoted_again(path: str) -> None:
    raw = request(path).encoded_path()
    assert raw.isascii()
    assert unquote_to_bytes(raw) == path.encode("utf-8", "replace")


def test_a_percent_sign_in_a_decoded_path_is_no_escape() -> None:
    assert request("/100%41").encoded_path() == b"/100%2541"
    assert request("/100%41").latin_path() == "/100%41"


@given(st.binary().map(lambda data: "/" + quote(data)))
def test_a_path_that_came_encoded_stays_as_it_was(raw: str) -> None:
    path = request("anything", raw)
    assert path.encoded_path() == raw.encode()


def test_letters_sent_raw_are_escaped() -> None:
    assert request("/é b", "/é%20b").encoded_path() == b"/%C3%A9%20b"


@given(PATHS)
def test_wsgi_gets_the_bytes_of_the_path_as_characters(path: str) -> None:
    encoded = path.encode("utf-8", "replace")
    assert request(path).latin_path().encode("latin-1") == encoded
    assert request(path, quote(encoded)).latin_path().encode("latin-1") == encoded


def test_bytes_that_are_no_utf_8_reach_wsgi_unharmed() -> None:
    assert request("/\ufffd", "/%FF").latin_path() == "/\xff"
