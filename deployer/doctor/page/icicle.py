"""Where the bars of an icicle lie: a flame chart that grows downwards, roots at the top.

A bar is as wide as its import took with all below it; those below it stand under it from the left,
in their order, and what stays free on the right is its own time. Pure: no colours, no words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..examination import Import


@dataclass(frozen=True)
class Bar:
    """``left`` and ``width`` are shares of all time, ``above`` is the place of the parent's bar.

    ``merged``: this many imports (with all below them) that are too short to be seen, in one; 0 for
    a bar that is one import. ``level`` counts from 0.
    """

    node: Import
    level: int
    left: float
    width: float
    above: int | None
    merged: int = 0


def icicle(roots: Iterable[Import], least: float) -> list[Bar]:
    """The bars of ``roots``, each before those under it.

    Siblings below the share ``least`` of all time become one bar, after the others.
    """
    roots = tuple(roots)
    total = sum(root.total_ms for root in roots)
    bars: list[Bar] = []
    if total > 0:
        _place(_Siblings(roots, 0, 0.0, None), bars, total, least)
    return bars


@dataclass(frozen=True)
class _Siblings:
    nodes: tuple[Import, ...]
    level: int
    left: float
    above: int | None


def _place(siblings: _Siblings, bars: list[Bar], total: float, least: float) -> None:
    left = siblings.left
    for node, merged in _merged(siblings.nodes, total * least):
        width = node.total_ms / total
        bars.append(Bar(node, siblings.level, left, width, siblings.above, merged))
        below = _Siblings(node.children, siblings.level + 1, left, len(bars) - 1)
        _place(below, bars, total, least)
        left += width


def _merged(nodes: Iterable[Import], least_ms: float) -> Iterator[tuple[Import, int]]:
    """Those that take ``least_ms``, and one in place of all others, with their number."""
    short = []
    for node in nodes:
        if node.total_ms >= least_ms:
            yield node, 0
        else:
            short.append(node)
    if own_ms := sum(node.total_ms for node in short):
        count = sum(1 for node in short for _ in node.walk())
        yield Import("", "", None, own_ms), count
