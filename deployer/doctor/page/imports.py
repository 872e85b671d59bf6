"""The flame chart of the imports, and the same as a table."""

from collections.abc import Iterable, Sequence

from ..examination import Examination, Import
from ..figures import milliseconds, percent
from .chart import box, chart, legend
from .geometry import Geometry
from .icicle import Bar, icicle
from .kind import Kind, kind
from .markup import Markup, element
from .table import Column, table

_ROW = 1.5  # rem: how high a bar is
_LEAST = 1 / 2000  # of all time: half a pixel of a wide screen
_HOW = (
    "A bar is as wide as its import took, with all that it imported in turn: that stands under it, "
    "and what is free there is its own time. That of lift_handler is the start of your application."
)
_COLUMNS = (
    Column("Module", "name"),
    Column("Itself", "figure"),
    Column("With all below", "figure"),
    Column("Package"),
    Column("Imported by", "name"),
)


def imports(examination: Examination, geometry: Geometry) -> Markup:
    return element(
        "section",
        element("h2", "What is imported, by whom, and how long it takes"),
        element("p", f"{_sum(examination.imports)}. {_HOW}", class_="how"),
        legend((each.value, each.words) for each in Kind),
        *_chart("imports", "Imports of INIT", examination.imports, geometry),
        *_requested(examination.requested, geometry),
    )


def _requested(roots: Sequence[Import], geometry: Geometry) -> Iterable[Markup]:
    if roots:
        yield element("h3", "What the first request imports")
        yield element("p", f"{_sum(roots)}.", class_="how")
        yield from _chart("requested", "Imports of the first request", roots, geometry)


def _sum(roots: Sequence[Import]) -> str:
    count = sum(1 for root in roots for _ in root.walk())
    total = milliseconds(sum(root.total_ms for root in roots))
    return f"{count:,} imports take {total}" if count > 1 else f"One import takes {total}"


def _chart(name: str, label: str, roots: Sequence[Import], geometry: Geometry) -> Iterable[Markup]:
    """The chart called ``name``, and its table."""
    bars = icicle(roots, _LEAST)
    levels = max((bar.level for bar in bars), default=-1) + 1
    geometry.place(name, height=f"{levels * _ROW}rem")
    yield chart(
        name, "icicle", f"{label}, each above those that it caused", _boxes(name, bars, geometry)
    )
    yield element("details", element("summary", "The same as a table"), _table(bars))


def _boxes(name: str, bars: Sequence[Bar], geometry: Geometry) -> Iterable[Markup]:
    for place, bar in enumerate(bars):
        top = f"{bar.level * _ROW}rem"
        geometry.place(f"{name}-{place}", left=bar.left, width=bar.width, top=top)
        yield box(
            _name(bar, bars),
            milliseconds(bar.node.total_ms),
            _details(bar, bars),
            kind="merged" if bar.merged else kind(bar.node).value,
            id=f"{name}-{place}",
            aria_level=str(bar.level + 1),
            data_above="" if bar.above is None else f"{name}-{bar.above}",
            data_kin=bar.node.package,
            data_left=f"{bar.left:.6f}",
            data_width=f"{bar.width:.6f}",
        )


def _name(bar: Bar, bars: Sequence[Bar]) -> str:
    """The module; inside of a package that the bar above names, from its dot on."""
    if bar.merged:
        return f"{bar.merged} short"
    top, dot, rest = bar.node.module.partition(".")
    above = bars[bar.above].node.module if bar.above is not None else ""
    return f".{rest}" if dot and above.partition(".")[0] == top else bar.node.module


def _details(bar: Bar, bars: Sequence[Bar]) -> Iterable[str]:
    share = percent(bar.width)
    total = milliseconds(bar.node.total_ms)
    if bar.merged:
        yield f"{bar.merged} of the shortest imports together"
        yield f"{total} in all ({share} of all imports)"
    else:
        yield bar.node.module
        own = milliseconds(bar.node.own_ms)
        yield f"{total} in all ({share} of all imports), {own} of it itself"
        yield bar.node.package or kind(bar.node).words
    if bar.above is not None:
        yield f"imported by {bars[bar.above].node.module}"


def _table(bars: Sequence[Bar]) -> Markup:
    listed = sorted((bar for bar in bars if not bar.merged), key=lambda bar: -bar.node.own_ms)
    rows = [_row(bar, bars) for bar in listed]
    return table(_caption(bars), _COLUMNS, rows)


def _row(bar: Bar, bars: Sequence[Bar]) -> tuple[str, ...]:
    node = bar.node
    return (
        node.module,
        milliseconds(node.own_ms),
        milliseconds(node.total_ms),
        node.package or kind(node).words,
        "" if bar.above is None else bars[bar.above].node.module,
    )


def _caption(bars: Sequence[Bar]) -> str:
    shorter = [bar for bar in bars if bar.merged]
    if not shorter:
        return "Imports by their own time"
    took = milliseconds(sum(bar.node.own_ms for bar in shorter))
    count = sum(bar.merged for bar in shorter)
    return f"Imports by their own time, without the {count:,} shortest, {took} in all"
