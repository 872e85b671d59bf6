"""Bodies as text or base64."""

from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter import UnreadableEvent
from lift.adapter.body import CACHED, TextTypes, decode, encode

TYPES = st.sampled_from(
    ["", "text/html", "text/plain; charset=latin-1", "application/json", "image/png"]
)


@given(st.binary(), TYPES, st.sampled_from(["", "gzip", "identity"]))
def test_every_body_arrives_as_it_was(body: bytes, content_type: str, encoding: str) -> None:
    text, is_base64 = encode(body, content_type, encoding, TextTypes())
    assert decode(text, is_base64) == body
    assert (base64.b64decode(text) if is_base64 else text.encode()) == body


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html",
        "TEXT/HTML",
        "text/css; charset=utf-8",
        "application/json",
        "application/json;charset=utf-8",
        "application/problem+json",
        "application/vnd.api+json; profile=x",
        "application/xml",
        "image/svg+xml",
        "application/javascript",
        "application/x-www-form-urlencoded",
        "application/unheard-of; charset=utf-8",
        "application/unheard-of; x=1; Charset=utf-8",
    ],
)
def test_text_travels_as_text(content_type: str) -> None:
    assert encode("grün".encode(), content_type, "", TextTypes()) == ("grün", False)


@pytest.mark.parametrize("content_type", ["", "image/png", "application/octet-stream", "textual"])
def test_everything_else_travels_as_base64(content_type: str) -> None:
    assert encode(b"text", content_type, "", TextTypes()) == ("dGV4dA==", True)


def test_latin_1_text_survives() -> None:
    body = "grün".encode("latin-1")
    text, is_base64 = encode(body, "text/plain; charset=iso-8859-1", "", TextTypes())
    assert is_base64
    assert base64.b64decode(text) == body


def test_a_content_encoding_means_bytes() -> None:
    body = gzip.compress(b"{}")
    text, is_base64 = encode(body, "application/json", "gzip", TextTypes())
    assert is_base64
    assert base64.b64decode(text) == body


def test_a_content_encoding_means_bytes_even_if_they_decode() -> None:
    assert encode(b"{}", "application/json", "br", TextTypes())[1]
    assert not encode(b"{}", "application/json", "Identity", TextTypes())[1]


def test_further_types_can_be_text() -> None:
    types = TextTypes(["Application/GraphQL"])
    assert encode(b"{}", "application/graphql; x=1", "", types) == ("{}", False)
    assert encode(b"{}", "application/other", "", types)[1]


def test_an_empty_body_is_empty_text() -> None:
    assert encode(b"", "image/png", "gzip", TextTypes()) == ("", False)


@pytest.mark.parametrize("body", [None, ""])
@pytest.mark.parametrize("flag", [True, False, None])
def test_no_body_is_empty(body: str | None, flag: object) -> None:
    assert decode(body, flag) == b""


def test_the_flag_alone_decides_about_base64() -> None:
    assert decode("aGk=", True) == b"hi"
    assert decode("aGk=", False) == b"aGk="
    assert decode("aGk=", None) == b"aGk="


@pytest.mark.parametrize("body", ["a", "Hello!", "Hello, you", "aGk=aGk=", "grün"])
def test_a_body_that_is_no_base64_is_refused(body: str) -> None:
    with pytest.raises(UnreadableEvent, match="isBase64Encoded"):
        decode(body, True)


def test_the_cache_of_types_is_bounded() -> None:
    types = TextTypes()
    for number in range(CACHED * 2):
        assert types[f"text/x-{number}"]
    assert len(types) <= CACHED
