"""A gain within the noise is none."""

import pytest

from lift.deployer.doctor.gain import gain


@pytest.mark.parametrize(
    ("before", "after", "gained"),
    [
        ([500, 510, 505], [400, 420, 410], 95),
        ([400, 420, 410], [500, 510, 505], -95),
        ([500, 510, 505], [400, 520, 410], 0),  # not in every round
        ([500, 510, 505], [495, 505, 500], 0),  # hardly anything
        ([500, 510], [400, 420], 0),  # two rounds say nothing
        ([500] * 8, [400] * 7 + [520], 100),  # one of eight may
        ([500] * 9, [400] * 7 + [520, 520], 0),
        ([900, 500, 510], [700, 300, 300], 200),  # a busy machine hurts both
    ],
)
def test_it_shows_in_every_round(before: list[float], after: list[float], gained: float) -> None:
    assert gain(before, after, 500) == gained
