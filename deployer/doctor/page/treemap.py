"""Where the rectangles of a treemap lie: squarified, so that none is a sliver that nobody can read.

Bruls, Huizing, van Wijk, "Squarified treemaps" (2000). Pure: no colours, no words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rectangle:
    """``x`` and ``y`` are those of the corner at the top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def shorter(self) -> float:
        return min(self.width, self.height)


def squarified(sizes: Sequence[float], frame: Rectangle) -> list[Rectangle]:
    """A part of ``frame`` for each of ``sizes``, which are above 0, in their order.

    Areas are in proportion to the sizes and fill the frame; the largest is at the top left.
    """
    falling = sorted(range(len(sizes)), key=lambda place: sizes[place], reverse=True)
    scale = frame.area / sum(sizes) if sizes else 0
    filled = _fill([sizes[place] * scale for place in falling], frame)
    placed = dict(zip(falling, filled, strict=True))
    return [placed[place] for place in range(len(sizes))]


def _fill(areas: list[float], frame: Rectangle) -> Iterator[Rectangle]:
    """Rows of ``areas``, each along the shorter side of what is left of the frame."""
    while areas:
        row = areas[: _row(areas, frame.shorter)]
        areas = areas[len(row) :]
        laid, frame = _lay(row, frame, last=not areas)
        yield from laid


def _row(areas: Sequence[float], side: float) -> int:
    """How many of ``areas`` make the best row along ``side``: one more would be a worse one."""
    count, best = 1, _worst(areas[:1], side)
    while count < len(areas) and (more := _worst(areas[: count + 1], side)) <= best:
        count, best = count + 1, more
    return count


def _worst(row: Sequence[float], side: float) -> float:
    """The most drawn-out rectangle of a falling ``row``: its longer side by its shorter one."""
    thickness = sum(row) / side
    return max(row[0] / thickness**2, thickness**2 / row[-1])


def _lay(
    row: Sequence[float], frame: Rectangle, *, last: bool
) -> tuple[list[Rectangle], Rectangle]:
    """The rectangles of ``row``, and the frame without them; the ``last`` one takes what is left,
    so that rounding leaves no gap."""
    across = frame.width >= frame.height
    depth = frame.width if across else frame.height
    thickness = depth if last else min(sum(row) / frame.shorter, depth)
    laid, at = [], frame.y if across else frame.x
    for area in row:
        length = area / sum(row) * frame.shorter
        laid.append(
            Rectangle(frame.x, at, thickness, length)
            if across
            else Rectangle(at, frame.y, length, thickness)
        )
        at += length
    return laid, _without(frame, thickness, across=across)


def _without(frame: Rectangle, thickness: float, *, across: bool) -> Rectangle:
    if across:
        return Rectangle(frame.x + thickness, frame.y, frame.width - thickness, frame.height)
    return Rectangle(frame.x, frame.y + thickness, frame.width, frame.height - thickness)
