"""Invocations leave memory where it was: the short form of ``python -m benchmarks.memory``."""

import gc
import sys
from collections.abc import Iterator
from itertools import islice

from .warm import invocations

WINDOW = 2500


def peak(served: Iterator[int]) -> int:
    """The most blocks of memory in use during a window: bounded caches fill up and are emptied."""
    gc.collect()
    return max(sys.getallocatedblocks() for _ in islice(served, WINDOW))


def test_thousands_of_requests_of_which_no_two_are_alike_leave_nothing_behind() -> None:
    served = invocations()
    peak(served)  # caches are filled
    before, after = peak(served), peak(served)
    assert after - before < WINDOW / 5
