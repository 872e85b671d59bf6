"""``--timeout``: a clock on which time is up some day."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from .clock import Clock
from .errors import TimeUp


class Deadline:
    """``clock``, for at most ``seconds`` from now; nobody sleeps past the end."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock.now() + seconds

    def now(self) -> float:
        return self._clock.now()

    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(self._end - self._clock.now(), 0.0)

    def check(self) -> None:
        """Raise ``TimeUp`` when nothing is left."""
        if not self.left():
            raise TimeUp(
                f"the {self._seconds:g} s of --timeout are over",
                hint="run the same command again: it goes on from here",
            )

    def sleep(self, seconds: float) -> None:
        """Wait, or raise ``TimeUp`` at the end."""
        self.check()
        self._clock.sleep(min(seconds, self.left()))
        self.check()

    def every(self, seconds: float, call: Callable[[], object]) -> AbstractContextManager[None]:
        return self._clock.every(seconds, call)
