"""Rates of rules."""

import pytest

from lift.deployer.resources.rule import period


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("rate(1 minute)", 60),
        ("rate(4 minutes)", 240),
        ("rate(2 hours)", 7200),
        ("rate(1 day)", 86_400),
        ("cron(* * * * ? *)", None),
    ],
)
def test_periods(expression: str, seconds: int | None) -> None:
    assert period(expression) == seconds
