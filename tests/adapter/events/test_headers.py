"""Header maps as pairs and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter.events.headers import joined, last, listed, pairs, simple

NAMES = st.sampled_from(["accept", "vary", "set-cookie", "x-a"])
PAIRS = st.lists(st.tuples(NAMES, st.text("ab")))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, []),
        ({"a": "1", "B": "2"}, [("a", "1"), ("B", "2")]),
        ({"a": None, "b": 2, "c": ""}, [("b", "2"), ("c", "")]),
        ({"a": "caf\xe9"}, [("a", "caf\xe9")]),
        ({"a": "\u4e16"}, [("a", "\u00e4\u00b8\u0096")]),
    ],
)
def test_one_value_a_name(headers: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert list(pairs(headers)) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, []),
        ({"a": ["1"], "b": ["2"]}, [("a", "1"), ("b", "2")]),
        ({"a": ["1", "2"], "b": []}, [("a", "1"), ("a", "2")]),
        ({"a": "12", "b": "3", "c": None, "d": [None, 4]}, [("a", "12"), ("b", "3"), ("d", "4")]),
        ({"a": ["\u4e16", "2"]}, [("a", "\u00e4\u00b8\u0096"), ("a", "2")]),
    ],
)
def test_several_values_a_name(headers: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert list(pairs(headers)) == expected
    assert list(pairs(simple(headers))) == expected


@pytest.mark.parametrize(
    ("headers", "value"),
    [
        ({"host": "a"}, "a"),
        ({"Host": "a"}, "a"),
        ({"HOST": "a"}, "a"),
        ({"host": ["a", "b"]}, "b"),
        ({"Host": ["a"]}, "a"),
        ({"host": []}, ""),
        ({"host": None}, ""),
        ({"host": 3}, ""),
        ({"hosts": "a"}, ""),
        ({}, ""),
    ],
)
def test_the_last_value_is_found_in_any_case(headers: dict[str, Any], value: str) -> None:
    assert last(headers, "host", "Host") == value


@given(PAIRS)
def test_nothing_is_lost_on_the_way_out(pairs: list[tuple[str, str]]) -> None:
    expected = listed(pairs)
    assert [(name, value) for name in expected for value in expected[name]] == sorted(
        pairs, key=lambda pair: list(expected).index(pair[0])
    )
    headers, cookies = joined(pairs)
    assert cookies == expected.pop("set-cookie", [])
    assert headers == {name: ",".join(values) for name, values in expected.items()}
