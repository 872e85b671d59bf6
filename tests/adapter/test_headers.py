"""Header maps as pairs."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter.headers import pairs, simple


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
    assert list(pairs(headers, lists=False)) == expected
    assert list(pairs(headers, lists=True)) == expected


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
    assert list(pairs(headers, lists=False)) == expected
    assert list(pairs(headers, lists=True)) == expected


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ({"a": ["1"], "b": ["2"]}, {"a": "1", "b": "2"}),
        ({"a": ["1", "2"], "b": []}, {"a": ["1", "2"], "b": []}),
        ({"a": "12"}, {"a": "12"}),
    ],
)
def test_one_value_each_makes_it_simple(lists: dict[str, Any], expected: dict[str, Any]) -> None:
    assert simple(lists) == expected
