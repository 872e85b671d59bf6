"""A table in lines of text. Pure; knows no terminal."""

import textwrap
from collections.abc import Iterator, Sequence

GAP = "  "
_LEAST = 20  # characters of the last column: with less room the terminal may break the lines


def lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> Iterator[str]:
    """``headings`` and ``rows``; the last column is wrapped so that lines are ``width`` wide."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    left = sum(widths[:-1]) + len(GAP) * (len(widths) - 1)
    room = width - left if width is not None and width - left >= _LEAST else None
    for row in (headings, *rows):
        last = textwrap.wrap(row[-1], room) if room and row[-1] else [row[-1]]
        cells = [cell.ljust(size) for cell, size in zip(row, widths, strict=True)][:-1]
        yield GAP.join([*cells, last[0]]).rstrip()
        yield from (" " * left + more for more in last[1:])
