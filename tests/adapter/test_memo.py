"""What is remembered, and for how long."""

from __future__ import annotations

import pytest

from lift.adapter.memo import BOUND, Memo


def test_the_function_is_asked_once() -> None:
    asked: list[str] = []

    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    memo = Memo(upper)
    assert [memo["a"], memo["a"], memo["b"]] == ["A", "A", "B"]
    assert asked == ["a", "b"]


def test_what_raises_is_not_remembered() -> None:
    memo = Memo(int)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            memo["a"]
    assert not memo


def test_it_never_grows_beyond_its_bound() -> None:
    memo = Memo(str)
    for number in range(3 * BOUND):
        assert memo[number] == str(number)
        assert len(memo) <= BOUND
