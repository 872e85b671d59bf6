"""Taking turns at one stage; the protocol stands in the package's docstring."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from ..clock import Clock
from ..errors import AwsError, Locked
from ..guard import Guard
from ..ui import Ui
from ..waiting import waiting
from . import life
from .holder import Generation, Holder
from .lease import LEASE, RENEWAL, Lease, Store

T = TypeVar("T")
PATIENCE = 1800.0  # seconds that somebody else is waited for
_LOOK = 2.0  # seconds between two looks
_AT_ONCE = 4  # calls


class _Overtaken(Exception):
    """Somebody else had the stage since the generations were read."""


@dataclass(frozen=True)
class Lock:
    """The lock of one stage, for one run by ``me``; ``guard`` is asked before each write to AWS."""

    store: Store
    me: Holder
    clock: Clock
    guard: Guard
    ui: Ui
    wait: bool = True

    def in_turn(self, work: Callable[["Turn"], T]) -> T:
        """``work``, once nobody holds the stage; again from its start when somebody came first.

        Raises ``Locked`` when somebody holds it and this is not to wait, or not any longer.
        """
        while True:
            turn = None
            try:
                turn = Turn(self, self._when_free())
                return work(turn)
            except _Overtaken:
                self.ui.step("somebody else deployed in the meantime: looking again")
            except KeyboardInterrupt:
                if turn is None or not turn.begun:
                    again = f"`{self.me.command}` begins anew"
                    self.ui.warn(f"stopped before anything was changed; {again}")
                raise

    def _when_free(self) -> tuple[Generation, ...]:
        """The generations, as soon as nobody holds the stage."""
        generations = self.store.read()
        while holder := _holder(generations):
            generations = self._after(holder)
        for left in generations:
            if not left.free:
                self.ui.note(f"a run that ended without a word is passed over: {left.holder}")
        return generations

    def _after(self, holder: Holder) -> tuple[Generation, ...]:
        """The generations, as soon as ``holder`` does not hold the stage any more."""
        if not self.wait:
            raise Locked(str(holder), hint="without --no-wait lift waits until that is through")
        self.ui.note(str(holder))
        end = self.clock.now() + PATIENCE
        with waiting(f"{holder.by} to get through", "a minute", self.clock, self.ui) as wait:
            while _holder(generations := self.store.read()) == holder:
                if self.clock.now() >= end:
                    raise Locked(str(holder), hint="run the same command when that is through")
                wait.sleep(_LOOK)
        return generations


@dataclass
class Turn:
    """A stage that nobody held when ``seen`` was read; ``begun``: by now it is held."""

    lock: Lock
    seen: tuple[Generation, ...]
    begun: bool = False

    @property
    def cut_short(self) -> frozenset[str]:
        """The commands of runs that ended without a word, and may or may not be through."""
        return frozenset(left.holder.command for left in self.seen if not left.free)

    @contextmanager
    def held(self, command: str = "", *, last: bool = False) -> Iterator[None]:
        """Hold the stage while the block changes it; ``last``: then the lock goes with it.

        ``command`` is what others are told, and what goes on from here, where that is more than
        was typed. Only inside ``in_turn``, which begins anew when somebody else was here since
        ``seen``.
        """
        lock, number = self.lock, self.seen[-1].number + 1 if self.seen else 1
        with life.sign() as sign:
            me = replace(lock.me, life=sign, command=command or lock.me.command)
            lease = Lease(lock.store, number, me, lock.clock)
            try:
                self._take(lease)
                self.begun = True
                with lock.clock.every(RENEWAL, lease.renew), lock.guard.asking(lease.check):
                    yield
            except BaseException:
                self._leave(sign, [lease.free])
                raise
            older = [partial(self._forget, each) for each in self.seen]
            if last:
                _side_by_side(older)
                lease.remove()
                life.forget(sign)
            else:
                self._leave(sign, [lease.free, *older])

    def _take(self, lease: Lease) -> None:
        """Raises ``_Overtaken`` when anything is there now that was not ``seen``, or gone."""
        others = lease.take()
        if others is None or _states(others) != _states(self.seen):
            raise _Overtaken

    def _leave(self, sign: str, calls: Iterable[Callable[[], None]]) -> None:
        """What was done stays done when AWS does not let us: the lease runs out by itself."""
        try:
            _side_by_side(calls)
        except AwsError as error:
            self.lock.ui.warn(f"{error.message}; others wait until it runs out, {LEASE:g} s")
        else:
            life.forget(sign)

    def _forget(self, older: Generation) -> None:
        self.lock.store.delete(older.number)
        life.forget(older.holder.life)


def _side_by_side(calls: Iterable[Callable[[], None]]) -> None:
    """In threads, also to carry them out whole when Ctrl-C comes."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = [pool.submit(call) for call in calls]
    for ended in running:
        ended.result()


def _holder(generations: Iterable[Generation]) -> Holder | None:
    """Who holds the stage: the holder of a generation that is neither free nor stale nor dead.

    Not only the newest counts: one that was made by mistake, and freed at once, may be newer.
    """
    for generation in generations:
        if not (generation.free or generation.age > LEASE or life.is_over(generation.holder.life)):
            return generation.holder
    return None


def _states(generations: Iterable[Generation]) -> set[tuple[int, int]]:
    return {(each.number, each.revision) for each in generations}
