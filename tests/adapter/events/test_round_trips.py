"""What a client sends reaches the application unchanged, whichever door it comes through."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .. import forge
from ..serving import body_of, environ_for, headers_of, scope_for, wsgi

DOORS = st.sampled_from(forge.DOORS)
# Those whose events have the path as it was sent.
ENCODED_DOORS = st.sampled_from(
    ["function_url", "rest_api", "alb", "alb_multi", "lattice_1", "lattice_2"]
)
TEXT = st.text(st.characters(codec="utf-8"))
PAIRS = st.lists(st.tuples(TEXT.filter(bool), TEXT))
TOKENS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).map("x-{}".format)
# What a header may hold, each character one byte.
VALUES = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]))
HEADERS = st.lists(st.tuples(TOKENS, VALUES))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for name, value in pairs:
        result.setdefault(name, []).append(value)
    return result


@given(DOORS, TEXT)
def test_paths(door: str, text: str) -> None:
    path = "/" + text
    sent = quote(path, safe="")
    sent = "/" + sent.removeprefix("%2F")
    event = forge.forge(door, sent)
    environ = environ_for(event)
    assert environ["PATH_INFO"].encode("latin-1") == path.encode()
    scope = scope_for(event)
    assert scope["path"] == scope["root_path"] + path
    assert unquote_to_bytes(scope["raw_path"]) == scope["path"].encode()


@given(ENCODED_DOORS, st.binary().map(quote))
def test_paths_of_any_bytes(door: str, text: str) -> None:
    event = forge.forge(door, "/" + text)
    assert environ_for(event)["PATH_INFO"].encode("latin-1") == b"/" + unquote_to_bytes(text)
    scope = scope_for(event)
    assert scope["raw_path"] == scope["root_path"].encode() + b"/" + text.encode()


@given(DOORS, PAIRS)
def test_queries(door: str, pairs: list[tuple[str, str]]) -> None:
    if door in ("alb", "lattice_1"):
        pairs = list(dict(pairs).items())  # it passes on the last value of a name only
    event = forge.forge(door, "/", urlencode(pairs, quote_via=quote))
    query = environ_for(event)["QUERY_STRING"]
    assert grouped(parse_qsl(query, keep_blank_values=True)) == grouped(pairs)
    assert scope_for(event)["query_string"] == query.encode()


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters="&")))
def test_queries_of_format_2_stay_byte_for_byte(query: str) -> None:
    assert environ_for(forge.http_api("/", query))["QUERY_STRING"] == query
    assert scope_for(forge.function_url("/", query))["query_string"] == query.encode()


@given(st.sampled_from(["rest_api", "http_api_1", "alb_multi", "lattice_2"]), HEADERS)
def test_repeated_headers(door: str, headers: list[tuple[str, str]]) -> None:
    event = forge.forge(door, headers=headers)
    expected = grouped(headers)
    environ = environ_for(event)
    seen = scope_for(event)["headers"]
    for name, values in expected.items():
        assert environ["HTTP_" + name.upper().replace("-", "_")] == ",".join(values)
        assert [v.decode("latin-1") for n, v in seen if n == name.encode()] == values


@given(DOORS, st.binary())
def test_bodies(door: str, body: bytes) -> None:
    encoded = base64.b64encode(body).decode()
    event = forge.forge(door, method="POST", body=encoded, is_base64=True)
    environ = environ_for(event)
    assert environ["body"] == scope_for(event)["body"] == body
    assert environ["CONTENT_LENGTH"] == str(len(body))


@given(DOORS, TEXT)
def test_bodies_of_text(door: str, body: str) -> None:
    event = forge.forge(door, method="POST", body=body)
    assert environ_for(event)["body"] == scope_for(event)["body"] == body.encode()


@given(DOORS, st.binary(), st.sampled_from(["text/plain", "image/png", "application/json"]))
def test_answers(door: str, body: bytes, content_type: str) -> None:
    answer = wsgi(answering(body, content_type), forge.forge(door))
    assert body_of(answer) == body
    assert headers_of(answer) == [("content-type", content_type)]


def answering(body: bytes, content_type: str) -> object:
    def application(environ: object, start_response: object) -> list[bytes]:
        assert callable(start_response)
        start_response("200 OK", [("Content-Type", content_type)])
        return [body]

    return application


@pytest.mark.parametrize("door", forge.DOORS)
def test_several_cookies_all_arrive_and_all_leave(door: str) -> None:
    def application(environ: dict[str, str], start_response: object) -> list[bytes]:
        assert callable(start_response)
        headers = [("Content-Type", "text/plain")]
        headers += [("Set-Cookie", cookie) for cookie in environ["HTTP_COOKIE"].split("; ")]
        start_response("200 OK", headers)
        return [b""]

    cookies = [f"c{number}={number}" for number in range(12)]
    answer = wsgi(application, forge.forge(door, cookies=cookies))
    assert [value for name, value in headers_of(answer) if name == "set-cookie"] == cookies
