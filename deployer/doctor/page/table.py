"""A table that stays one on a narrow screen, where each row becomes a block.

Roles are written out, since a browser forgets them when the style sheet changes how rows lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .markup import Markup, element


@dataclass(frozen=True)
class Column:
    """``style`` names what the style sheet knows: "figure" for numbers, "bar", "code"."""

    heading: str
    style: str = ""


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Markup:
    """The first cell of each of ``rows`` says what the row is about."""
    headings = (_heading(column) for column in columns)
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *headings, role="row"), role="rowgroup"),
        element("tbody", *(_row(columns, row) for row in rows), role="rowgroup"),
        role="table",
    )


def _heading(column: Column) -> Markup:
    named = column.style or None
    return element("th", column.heading, scope="col", role="columnheader", class_=named)


def _row(columns: Sequence[Column], cells: Sequence[str]) -> Markup:
    first, *others = zip(columns, cells, strict=True)
    return element(
        "tr",
        element("th", first[1], scope="row", role="rowheader", class_=first[0].style or None),
        *(_cell(column, cell) for column, cell in others),
        role="row",
    )


def _cell(column: Column, cell: str) -> Markup:
    label = column.heading if cell else None
    return element("td", cell, role="cell", class_=column.style or None, data_label=label)
