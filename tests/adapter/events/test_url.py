"""Pieces of URLs."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter.events.url import (
    absolute,
    decoded,
    query_of,
    server_of,
    split_host,
    stage_prefix,
)

TEXT = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("path", "text"),
    [("/a", "/a"), ("/a%20b", "/a b"), ("/%2541", "/%41"), ("/%FF", "/\ufffd"), ("/100%", "/100%")],
)
def test_a_path_is_decoded_once(path: str, text: str) -> None:
    assert decoded(path) == text


@pytest.mark.parametrize(
    ("path", "whole"), [("/a", "/a"), ("a", "/a"), ("", "/"), (None, "/"), (3, "/"), ("//", "//")]
)
def test_a_path_begins_with_a_slash(path: object, whole: str) -> None:
    assert absolute(path) == whole


@pytest.mark.parametrize(
    ("path", "stage", "domain", "prefix"),
    [
        ("/prod/a", "prod", "x.execute-api.eu-west-1.amazonaws.com", "/prod"),
        ("/prod/a", "prod", None, "/prod"),
        ("/prod/a", "prod", "example.org", ""),
        ("/prod/a", "$default", None, ""),
        ("/prod/a", None, None, ""),
        ("/prod/a", 3, None, ""),
        ("/production", "prod", None, ""),
    ],
)
def test_a_stage_is_a_prefix_where_aws_puts_it(
    path: str, stage: object, domain: object, prefix: str
) -> None:
    assert stage_prefix(path, stage, domain) == prefix


@given(st.dictionaries(TEXT, st.lists(TEXT, min_size=1, max_size=3)))
def test_a_decoded_query_survives_its_encoding(query: dict[str, list[str]]) -> None:
    pairs = [(name, value) for name, values in query.items() for value in values]
    encoded = query_of(None, query)
    assert encoded.isascii()
    # An empty query and one empty name look alike: "=".
    assert parse_qsl(encoded, keep_blank_values=True) == pairs


@pytest.mark.parametrize(
    ("one", "several", "query"),
    [
        (None, None, ""),
        ({}, {}, ""),
        ({"a": "1"}, None, "a=1"),
        ({"a": "1"}, {"a": ["1", "2"]}, "a=1&a=2"),
        (None, {"a": ["b=c"]}, "a=b%3Dc"),
        (None, {"a": ["b&c"], "d": [""]}, "a=b%26c&d="),
        (None, {"a": [None], "b": None, "c": [1], "d": "xy"}, "a=&b=&c=1&d=xy"),
    ],
)
def test_a_query_from_maps(
    one: dict[str, Any] | None, several: dict[str, Any] | None, query: str
) -> None:
    assert query_of(one, several) == query


@pytest.mark.parametrize(
    ("host", "split"),
    [
        ("a", ("a", 0)),
        ("a:80", ("a", 80)),
        ("a:", ("a", 0)),
        ("a:b", ("a", 0)),
        ("a:123456", ("a", 0)),
        ("[::1]", ("::1", 0)),
        ("[::1]:80", ("::1", 80)),
        ("[::1", ("::1", 0)),
        ("::1", ("::1", 0)),
    ],
)
def test_a_host_is_split(host: str, split: tuple[str, int]) -> None:
    assert split_host(host) == split


@pytest.mark.parametrize(
    ("headers", "domain", "server"),
    [
        ({"host": "a:81", "x-forwarded-port": "443"}, None, ("https", "a", 443)),
        ({"x-forwarded-proto": "http"}, "b", ("http", "b", 80)),
        ({"Host": ["a"], "X-Forwarded-Proto": ["http"]}, "b", ("http", "a", 80)),
        ({"x-forwarded-proto": "gopher"}, None, ("https", "localhost", 443)),
        ({}, 3, ("https", "localhost", 443)),
    ],
)
def test_scheme_host_and_port(
    headers: dict[str, Any], domain: object, server: tuple[str, str, int]
) -> None:
    assert server_of(headers, domain) == server
