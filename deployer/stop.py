"""Ctrl-C, and SIGTERM, by which CI cancels a job: the first stops cleanly, the second at once."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether somebody asked for the end; threads look at it, the main one is interrupted."""

    def __init__(self) -> None:
        self._asked = 0

    @property
    def exit_code(self) -> int:
        """128 and the signal, as shells have it."""
        return 128 + (self._asked or signal.SIGINT)

    def check(self) -> None:
        """Raise ``KeyboardInterrupt`` once somebody asked."""
        if self._asked:
            raise KeyboardInterrupt

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the signals; only in the main thread."""
        before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._asked = 0

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self._asked:
            os._exit(128 + number)
        self._asked = number
        raise KeyboardInterrupt


STOP = Stop()  # a process has one, as it has one set of signal handlers
