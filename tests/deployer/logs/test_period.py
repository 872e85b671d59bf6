"""How far back."""

import pytest

from lift.deployer.errors import UsageError
from lift.deployer.logs.period import seconds


@pytest.mark.parametrize(
    ("period", "expected"),
    [("90s", 90), ("10m", 600), ("2h", 7200), ("7d", 604800), (" 1 m", 60), ("10", 10)],
)
def test_a_period_is_a_number_and_a_unit_or_plain_seconds(period: str, expected: int) -> None:
    assert seconds(period) == expected


@pytest.mark.parametrize("period", ["", "m", "-1m", "1w", "1.5h", "9999999s"])
def test_anything_else_is_refused_with_an_example(period: str) -> None:
    with pytest.raises(UsageError) as caught:
        seconds(period)
    assert "10m" in caught.value.hint
