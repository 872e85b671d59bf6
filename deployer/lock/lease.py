"""A generation that is held: renewed while its holder works, trusted no longer than it may be."""

from threading import Lock
from typing import Protocol

from ..clock import Clock
from ..errors import AwsError, Locked
from .holder import Generation, Holder

LEASE = 90.0  # seconds without renewal after which others may take the stage over
TRUSTED = 60.0  # seconds for which the holder relies on a renewal: the rest is for slow answers
RENEWAL = 20.0  # seconds between two renewals
_SHOWS = 10.0  # seconds until a reading shows what was created: reads lag behind writes


class Store(Protocol):
    """Where generations are kept."""

    def read(self) -> tuple[Generation, ...]:
        """All there are, the newest last."""

    def create(self, number: int, holder: Holder) -> bool:
        """Make ``number``, held; False when it is there already. Of all that try one succeeds."""

    def write(self, number: int, holder: Holder, *, free: bool) -> None:
        """Overwrite ``number``."""

    def delete(self, number: int) -> None:
        """That it is gone already is as good."""


class Lease:
    """Generation ``number``, as ``holder`` knows it."""

    def __init__(self, store: Store, number: int, holder: Holder, clock: Clock) -> None:
        self._store = store
        self._number = number
        self._holder = holder
        self._clock = clock
        self._held = False
        self._renewed = 0.0  # when the last call that prolonged it was sent
        self._trouble = ""
        self._writing = Lock()

    def take(self) -> tuple[Generation, ...] | None:
        """Create it; all other generations there are then, None when this one is somebody else's.

        Who created it is read, not told: the SDK asks again when an answer is lost.
        """
        self._renewed = self._clock.now()
        self._held = self._store.create(self._number, self._holder)
        end = self._clock.now() + _SHOWS
        while self._number not in (found := {each.number: each for each in self._store.read()}):
            if self._clock.now() >= end:
                return None
            self._clock.sleep(1)
        self._held = found.pop(self._number).holder.life == self._holder.life
        return tuple(found.values()) if self._held else None

    def renew(self) -> None:
        """Prolong it, unless it ran out: then others may have it, and it is given up for good.

        An answer that comes only then does not prolong it either.
        """
        with self._writing:
            sent = self._clock.now()
            if not self._is_held():
                return
            try:
                self._store.write(self._number, self._holder, free=False)
            except AwsError as error:  # the next renewal may do
                self._trouble = error.message
                return
            if self._is_held():
                self._renewed = sent

    def check(self) -> None:
        """Raise ``Locked`` when others may have taken over."""
        if not self._is_held():
            seconds = self._clock.now() - self._renewed
            raise Locked(
                f"stopped, because the lock of the stage was not renewed for {seconds:.0f} s and "
                f"somebody else may deploy by now: {self._trouble or 'this machine slept'}",
                hint="see `lift status`, then run the same command again",
            )

    def free(self) -> None:
        """Let others in, unless they may have it already."""
        with self._writing:
            if self._is_held():
                self._store.write(self._number, self._holder, free=True)
            self._held = False

    def remove(self) -> None:
        """Delete it, unless others may have it already."""
        with self._writing:
            if self._is_held():
                self._store.delete(self._number)
            self._held = False

    def _is_held(self) -> bool:
        return self._held and self._clock.now() - self._renewed <= TRUSTED
