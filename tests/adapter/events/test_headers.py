"""Header maps of events and answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter.events.headers import joined, last, listed

NAMES = st.sampled_from(["accept", "vary", "set-cookie", "x-a"])
PAIRS = st.lists(st.tuples(NAMES, st.text("ab")))


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
