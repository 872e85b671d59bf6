"""Icicles: as wide as they took, under those that caused them, side by side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.examination import Import
from lift.deployer.doctor.page.icicle import Bar, icicle


def node(module: str, own_ms: float, *children: Import) -> Import:
    return Import(module, "", None, own_ms, children)


TIMES = st.integers(0, 1000).map(lambda number: number / 10)
LEAVES = st.builds(node, st.just("m"), TIMES)
TREES = st.recursive(
    LEAVES,
    lambda below: st.builds(
        lambda own, children: node("m", own, *children), TIMES, st.lists(below, max_size=3)
    ),
    max_leaves=12,
)
ROOTS = st.lists(TREES, max_size=3)
LEAST = st.sampled_from([0, 0.01, 0.2])


def levels(bars: list[Bar]) -> list[list[Bar]]:
    deepest = max((bar.level for bar in bars), default=-1)
    return [[bar for bar in bars if bar.level == level] for level in range(deepest + 1)]


@given(ROOTS, LEAST)
def test_a_bar_is_as_wide_as_its_share_of_all_time(roots: list[Import], least: float) -> None:
    total = sum(root.total_ms for root in roots)
    for bar in icicle(roots, least):
        assert bar.width * total == pytest.approx(bar.node.total_ms)


@given(ROOTS, LEAST)
def test_bars_lie_under_those_that_caused_them(roots: list[Import], least: float) -> None:
    bars = icicle(roots, least)
    for bar in bars:
        if bar.above is None:
            assert bar.level == 0
            assert -1e-9 <= bar.left <= bar.left + bar.width <= 1 + 1e-9
        else:
            parent = bars[bar.above]
            assert bar.level == parent.level + 1
            assert bar.left >= parent.left - 1e-9
            assert bar.left + bar.width <= parent.left + parent.width + 1e-9


@given(ROOTS, LEAST)
def test_bars_of_one_level_do_not_overlap(roots: list[Import], least: float) -> None:
    for level in levels(icicle(roots, least)):
        for left, right in pairwise(level):
            assert left.left + left.width <= right.left + 1e-9


@given(ROOTS, LEAST)
def test_every_import_that_took_time_is_there_once(roots: list[Import], least: float) -> None:
    bars = icicle(roots, least)
    shown = sum(bar.node.own_ms for bar in bars)
    assert shown == pytest.approx(sum(node.own_ms for root in roots for node in root.walk()))


def test_short_siblings_become_one_bar_that_counts_what_is_below_them_too() -> None:
    root = node("app", 50, node("a", 1, node("a.b", 1)), node("long", 40), node("c", 2))
    bars = icicle([root], 0.05)
    assert [(bar.node.module, bar.merged) for bar in bars] == [("app", 0), ("long", 0), ("", 3)]
    assert bars[2].node.total_ms == 4


def test_what_took_no_time_has_no_bars() -> None:
    assert icicle([node("a", 0)], 0) == []
    assert icicle([], 0) == []
