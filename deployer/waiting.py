"""Honest waiting: what takes longer than a moment says what it is and how long it usually takes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from .clock import Clock
from .errors import TimeUp
from .ui import Ui

MOMENT = 2.0  # seconds


class Waiting:
    """One wait: ``sleep`` between two looks at whether it is over."""

    def __init__(self, what: str, usually: str, clock: Clock, ui: Ui, shown: ExitStack) -> None:
        self._what = what
        self._usually = usually
        self._clock = clock
        self._ui = ui
        self._shown = shown
        self._start = clock.now()
        self._told = False

    def sleep(self, seconds: float) -> None:
        """Wait so long; once it adds up to more than a moment, say so."""
        if not self._told and self._clock.now() - self._start >= MOMENT:
            self._told = True
            text = f"waiting for {self._what} (usually {self._usually})"
            self._shown.enter_context(self._ui.waiting(text))
        try:
            self._clock.sleep(seconds)
        except TimeUp as error:
            raise TimeUp(
                f"{error.message} while waiting for {self._what}", hint=error.hint
            ) from None


@contextmanager
def waiting(what: str, usually: str, clock: Clock, ui: Ui) -> Iterator[Waiting]:
    """``what`` completes "waiting for …", ``usually`` is how long that takes."""
    with ExitStack() as shown:
        yield Waiting(what, usually, clock, ui, shown)
