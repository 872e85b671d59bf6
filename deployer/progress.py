"""A line at the terminal for work that takes longer than a second, rewritten as it goes on.

It is gone when the work is done: what stays on the screen are the steps. Not for logs.
"""

import shutil
import time
from threading import Event, Thread
from typing import IO

from .ui import ERASE

_AFTER = 1.0  # seconds
_EVERY = 0.2
_WIDTH = 20


class Progress:
    """Shows ``text`` with a bar, or with the seconds where no ``total`` is known."""

    def __init__(self, text: str, total: int, terminal: IO[str]) -> None:
        self._text = text
        self._total = total
        self._done = 0
        self._terminal = terminal
        self._over = Event()
        self._ticker = Thread(target=self._tick, daemon=True)
        self._started = time.monotonic()

    def advance(self, by: int) -> None:
        """``by`` more of ``total`` is done."""
        self._done += by

    def start(self) -> None:
        self._ticker.start()

    def stop(self) -> None:
        self._over.set()
        self._ticker.join()

    def line(self, seconds: float) -> str:
        """What is shown after so many ``seconds``."""
        if not self._total:
            return f"  {self._text} … {seconds:.0f} s"
        share = min(self._done / self._total, 1)
        bar = "#" * round(share * _WIDTH)
        return f"  {self._text} [{bar:<{_WIDTH}}] {share:4.0%}"

    def _tick(self) -> None:
        wait = _AFTER
        while not self._over.wait(wait):
            wait = _EVERY
            line = self.line(time.monotonic() - self._started)
            # A line that the terminal breaks in two would leave its first half behind.
            self._show(ERASE + line[: shutil.get_terminal_size().columns - 1])
        if wait == _EVERY:
            self._show(ERASE)

    def _show(self, text: str) -> None:
        self._terminal.write(text)
        self._terminal.flush()
