"""Squarified treemaps: in proportion, side by side, inside of the frame, whatever the sizes."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.page.treemap import Rectangle, squarified

SIZES = st.lists(st.floats(1, 1e9), min_size=1, max_size=40)
FRAMES = st.builds(Rectangle, *[st.floats(0, 100)] * 2, *[st.floats(1, 1000)] * 2)


@given(SIZES, FRAMES)
def test_areas_are_in_proportion_and_fill_the_frame(sizes: list[float], frame: Rectangle) -> None:
    areas = [each.area for each in squarified(sizes, frame)]
    for size, area in zip(sizes, areas, strict=True):
        assert area == pytest.approx(size / sum(sizes) * frame.area, rel=1e-4, abs=1e-9)
    assert sum(areas) == pytest.approx(frame.area)


@given(SIZES, FRAMES)
def test_all_of_them_lie_inside_of_the_frame(sizes: list[float], frame: Rectangle) -> None:
    for each in squarified(sizes, frame):
        assert each.width >= 0
        assert each.height >= 0
        assert _over(each.x, frame.x)
        assert _over(each.y, frame.y)
        assert _over(frame.x + frame.width, each.x + each.width)
        assert _over(frame.y + frame.height, each.y + each.height)


@given(SIZES, FRAMES)
def test_no_two_of_them_overlap(sizes: list[float], frame: Rectangle) -> None:
    for one, other in combinations(squarified(sizes, frame), 2):
        across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert across <= 1e-6 or down <= 1e-6


def _over(high: float, low: float) -> bool:
    return high >= low or math.isclose(high, low, rel_tol=1e-6, abs_tol=1e-6)


def test_the_papers_own_example_comes_out() -> None:
    """Bruls, Huizing, van Wijk, figure 3: 6, 6, 4, 3, 2, 2, 1 in a frame of 6 by 4."""
    laid = squarified([6, 6, 4, 3, 2, 2, 1], Rectangle(0, 0, 6, 4))
    assert [(each.width, each.height) for each in laid[:4]] == [
        (3, 2),
        (3, 2),
        (pytest.approx(12 / 7), pytest.approx(7 / 3)),
        (pytest.approx(9 / 7), pytest.approx(7 / 3)),
    ]


def test_they_come_back_in_the_order_of_the_sizes() -> None:
    small, large = squarified([1, 3], Rectangle(0, 0, 4, 1))
    assert (large.x, large.width, small.x, small.width) == (0, 3, 3, 1)


def test_nothing_takes_no_place() -> None:
    assert squarified([], Rectangle(0, 0, 1, 1)) == []
