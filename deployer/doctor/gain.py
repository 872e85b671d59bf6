"""Whether one of two series of times that took turns is shorter, and by how much. Pure.

A gain within the noise is none: it has to show in every round, from eight rounds on in all but one
of eight, and to be more than a fiftieth of the whole.
"""

from collections.abc import Sequence
from statistics import median

_LEAST = 0.02  # of the whole
_CONTRARY = 8  # rounds, of which one may say the contrary


def gain(before: Sequence[float], after: Sequence[float], whole: float) -> float:
    """How much shorter ``after`` is (below 0: longer), round by round; 0.0 within the noise.

    ``whole`` is what the gain is a part of. Of fewer than three rounds nobody can tell.
    """
    shorter = [first - second for first, second in zip(before, after, strict=True)]
    middle = median(shorter)
    contrary = sum(1 for each in shorter if each * middle <= 0)
    notable = abs(middle) > whole * _LEAST and contrary <= len(shorter) // _CONTRARY
    return middle if notable and len(shorter) > 2 else 0.0
