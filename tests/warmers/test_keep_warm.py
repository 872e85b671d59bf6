"""The keep-warm event and its schedule."""

from __future__ import annotations

import pytest

from lift.adapter import Adapter
from lift.warmers.keep_warm import EVENT, held, schedule_expression


@pytest.mark.parametrize(
    ("setting", "expression"),
    [
        (True, "rate(4 minutes)"),
        ({"every": "4 minutes"}, "rate(4 minutes)"),
        ("1 minute", "rate(1 minute)"),
        ("1 minutes", "rate(1 minute)"),
        ("2 hour", "rate(2 hours)"),
        ({"every": "1 day"}, "rate(1 day)"),
        ({}, "rate(4 minutes)"),
        ("010 minutes", "rate(10 minutes)"),
    ],
)
def test_a_setting_becomes_a_rate(setting: object, expression: str) -> None:
    assert schedule_expression(setting) == expression


@pytest.mark.parametrize(
    "setting",
    [False, None, 4, "", "4", "minutes", "0 minutes", "-1 minutes", "4 seconds", "4  minutes",
     "1.5 hours", "²  minutes", "4 minutes please", {"every": 4}, {"every": None}, []],
)  # fmt: skip
def test_what_is_no_interval_is_refused_with_an_example(setting: object) -> None:
    with pytest.raises(ValueError, match=r'write true, "4 minutes"'):
        schedule_expression(setting)


def test_the_adapter_answers_the_event_without_the_application(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def application(environ: dict[str, object], start_response: object) -> list[bytes]:
        raise AssertionError

    assert Adapter(application)(EVENT, None) == EVENT
    assert not caplog.records
    assert capfd.readouterr().err == ""


def test_one_of_several_is_held_for_a_second() -> None:
    assert held() == {"lift": "keep-warm", "hold": 1}
    assert held(4) == {"lift": "keep-warm", "hold": 4}
