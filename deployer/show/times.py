"""How long the parts of a deployment took. Pure."""

from collections.abc import Iterator, Mapping

from ..style import dim

_NOTABLE = 0.3  # seconds


def shown(times: Mapping[str, float], *, whole: bool = False) -> Iterator[str]:
    """A line for each part that took notable time; ``whole`` for every part.

    Parts that ran side by side add up to more than the whole took.
    """
    listed = {part: seconds for part, seconds in times.items() if whole or seconds >= _NOTABLE}
    width = max(map(len, listed), default=0)
    for part, seconds in listed.items():
        yield f"{part:<{width}}  {dim(f'{seconds:6.1f} s')}"
