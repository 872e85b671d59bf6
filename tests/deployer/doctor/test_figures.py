"""Figures with their units."""

import pytest

from lift.deployer.doctor.figures import dollars, milliseconds, percent, size


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (1240.4, "1,240 ms"),
        (99.96, "100 ms"),
        (12.34, "12.3 ms"),
        (0.044, "0.04 ms"),
        (0, "0.00 ms"),
    ],
)
def test_times_have_the_digits_that_mean_something(ms: float, shown: str) -> None:
    assert milliseconds(ms) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(250 * 1024**2, "250.0 MB"), (105_000, "0.1 MB"), (45 * 1024, "45 kB")]
)
def test_sizes_are_as_lambda_counts(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1, "100 %"), (0.125, "12 %"), (0.004, "0.4 %"), (0.0001, "under 0.1 %"), (0, "0 %")],
)
def test_shares_are_percents(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("sum_", "said"),
    [
        (0, "$0.00"),
        (0.001, "under $0.01"),
        (0.46, "$0.46"),
        (1234.5, "$1,234.50"),
        (-0.001, "$0.00"),
        (-3.456, "-$3.46"),
    ],
)
def test_dollars_have_cents(sum_: float, said: str) -> None:
    assert dollars(sum_) == said
