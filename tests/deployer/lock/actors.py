"""Contenders that stand still before each call to the store, until a test lets them go on.

Each is a thread of its own with the real lock in it; only one of all runs at a time, so that a
test decides every interleaving.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Semaphore, Thread, current_thread

from lift.deployer.clock import Endless
from lift.deployer.errors import Locked
from lift.deployer.guard import Guard
from lift.deployer.lock import Generation, Holder, Lock, Turn
from lift.deployer.ui import Recorder

from .store import FakeStore, holder


class Crashed(BaseException):
    """The process was killed."""


class Actor(Thread):
    """Runs ``act`` from one ``pause`` to the next."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self._go = Semaphore(0)
        self._stopped = Semaphore(0)
        self.over = False

    def run(self) -> None:
        self._go.acquire()
        with suppress(Crashed, Locked):
            self._act()
        self.over = True
        self._stopped.release()

    def step(self) -> None:
        """Let it run to its next pause, or to its end."""
        if not self.over:
            self._go.release()
            self._stopped.acquire()

    def pause(self) -> None:
        self._stopped.release()
        self._go.acquire()


class Contender(Endless):
    """Wants the stage once: takes it, works for ``pauses`` steps, lets go."""

    def __init__(self, store: FakeStore, *, pauses: int, last: bool) -> None:
        self.crashed = False
        self.working = False
        self._store = store
        self._renew: Callable[[], object] | None = None
        self._lock = Lock(self, holder(), self, Guard(), Recorder())
        self._pauses = pauses
        self._last = last
        self._actors = [Actor(lambda: self._lock.in_turn(self._work))]
        self._actors[0].start()

    @property
    def over(self) -> bool:
        return all(actor.over for actor in self._actors)

    @property
    def believes(self) -> bool:
        """Whether it is at work and would write."""
        if not self.working or self.crashed:
            return False
        with suppress(Locked):
            self._lock.guard()
            return True
        return False

    def step(self) -> None:
        self._actors[0].step()

    def step_renewal(self) -> None:
        """The thread that renews: begins when none is under way."""
        if self._actors[-1].over or len(self._actors) == 1:
            if self._renew is None:
                return
            self._actors.append(Actor(self._renew))
            self._actors[-1].start()
        self._actors[-1].step()

    def crash(self) -> None:
        """End it at once: none of its calls reaches the store any more."""
        self.crashed = True
        for actor in reversed(self._actors):  # the main one waits for the one that renews
            while not actor.over:
                actor.step()

    def _work(self, turn: Turn) -> None:
        with turn.held(last=self._last):
            self.working = True
            try:
                for _ in range(self._pauses):
                    self._pause()
                    self._lock.guard()
            finally:
                self.working = False

    def _pause(self) -> None:
        actor = current_thread()
        if isinstance(actor, Actor):
            actor.pause()
        if self.crashed:
            raise Crashed

    # The store, with a pause before each call, and one after it: answers take time too.

    def read(self) -> tuple[Generation, ...]:
        self._pause()
        found = self._store.read()
        self._pause()
        return found

    def create(self, number: int, holder: Holder) -> bool:
        self._pause()
        created = self._store.create(number, holder)
        self._pause()
        return created

    def write(self, number: int, holder: Holder, *, free: bool) -> None:
        self._pause()
        self._store.write(number, holder, free=free)
        self._pause()

    def delete(self, number: int) -> None:
        self._pause()
        self._store.delete(number)

    # The clock: whoever sleeps only stands still.

    def now(self) -> float:
        return self._store.clock.now()

    def sleep(self, seconds: float) -> None:
        self._pause()

    @contextmanager
    def every(self, seconds: float, call: Callable[[], object]) -> Iterator[None]:
        self._renew = call
        try:
            yield
        finally:
            self._renew = None
            while not all(actor.over for actor in self._actors[1:]):
                self._pause()
