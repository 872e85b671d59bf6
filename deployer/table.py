"""A table in lines of text. Pure; knows no terminal."""

import textwrap
from collections.abc import Iterator, Sequence

_GAP = "  "
_LEAST = 24  # characters that the last column needs, or it goes below
_INDENT = " " * 4


def lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> Iterator[str]:
    """``headings`` and ``rows`` in columns.

    The last column is wrapped so that lines are ``width`` wide; where the others leave it no room,
    it stands below them.
    """
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    left = sum(widths[:-1]) + len(_GAP) * (len(widths) - 1)
    room = width - left if width is not None else widths[-1]
    below = room < min(_LEAST, widths[-1])
    for row in (headings, *rows):
        cells = [cell.ljust(size) for cell, size in zip(row[:-1], widths, strict=False)]
        if below:
            yield _GAP.join(cells).rstrip()
            yield from textwrap.wrap(
                row[-1], width or left, initial_indent=_INDENT, subsequent_indent=_INDENT
            )
        else:
            first, *more = textwrap.wrap(row[-1], room) or [""]
            yield _GAP.join([*cells, first]).rstrip()
            yield from (" " * left + line for line in more)


def short(text: str, limit: int) -> str:
    """``text`` with at most ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
