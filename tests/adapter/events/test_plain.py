"""Events of lift's own, and the description of unknown ones."""

from __future__ import annotations

import pytest

from lift.adapter.events.plain import described, name_of


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"lift": "manage", "arguments": []}, "manage"),
        ({"lift": None}, None),
        ({"lift": ["manage"]}, None),
        ({"Records": []}, None),
        (["lift"], None),
        ("lift", None),
        (None, None),
    ],
)
def test_the_name_is_the_value_of_lift(event: object, name: str | None) -> None:
    assert name_of(event) == name


def test_an_unknown_event_is_described_by_its_keys_and_never_by_its_values() -> None:
    assert described({"b": "secret", "a": 1}) == "with the keys a, b"
    assert described({}) == "with the keys (none)"
    assert described("secret") == "of type str"
