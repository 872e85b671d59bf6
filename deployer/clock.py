"""Time as a parameter: what waits gets a ``Clock``, so that tests need not wait."""

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread
from typing import Protocol

from .stop import STOP

# The one that goes on while the machine sleeps: a lease runs out on AWS all the same. Linux's
# CLOCK_MONOTONIC stops then, macOS's does not.
_CLOCK = time.CLOCK_BOOTTIME if sys.platform == "linux" else time.CLOCK_MONOTONIC

_LOOK = 0.2  # seconds between two looks at whether to stop


class Clock(Protocol):
    def now(self) -> float:
        """Seconds on a clock that never goes back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def every(self, seconds: float, call: Callable[[], object]) -> AbstractContextManager[None]:
        """Call ``call`` again and again, ``seconds`` apart, beside what the block does."""

    def left(self) -> float:
        """Seconds until time is up, never below 0; infinite where it never is."""

    def check(self) -> None:
        """Raise ``TimeUp`` when nothing is left."""


class Endless:
    """What a clock without an end has of ``Clock``."""

    def left(self) -> float:
        return math.inf

    def check(self) -> None:
        """Nothing to raise."""


class RealClock(Endless):
    def now(self) -> float:
        return time.clock_gettime(_CLOCK)

    def sleep(self, seconds: float) -> None:
        """Wait; in any thread it ends when the program is told to stop."""
        end = self.now() + seconds
        while (left := end - self.now()) > 0:
            STOP.check()
            time.sleep(min(left, _LOOK))

    @contextmanager
    def every(self, seconds: float, call: Callable[[], object]) -> Iterator[None]:
        over = Event()

        def run() -> None:
            while not over.wait(seconds):
                call()

        thread = Thread(target=run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
