"""Which execution environment serves an invocation.

A warm one that is idle (first those that are kept, for provisioned concurrency), else a new one; a
time-out or a crash ends one; what was idle for ten minutes and is not kept is ended too. A changed
configuration or another version never meets an older environment.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from .function import Function
from .invocation import Invocation, Outcome

LIMIT = 100  # execution environments at once: the account's concurrency


class Throttled(Exception):
    """All environments that the account may have are busy."""


class Serves(Protocol):
    """What the pool needs of an environment."""

    function: Function
    alive: bool
    idle_since: float

    def invoke(self, invocation: Invocation, /) -> Outcome: ...
    def retire(self) -> None: ...
    def stop(self) -> None: ...


class Pool:
    """Environments made by ``make``; at most ``limit`` at once, like an account's concurrency."""

    def __init__(
        self,
        make: Callable[[Function], Serves],
        *,
        limit: int = LIMIT,
        idle_seconds: float = 600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._limit = limit
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._idle: list[Serves] = []
        self._busy: list[Serves] = []
        self._kept: list[Serves] = []  # idle or busy, and not ended for being idle
        self._closed = False

    def invoke(self, function: Function, invocation: Invocation) -> Outcome:
        """Raises ``Throttled``."""
        environment = self._take(function)
        try:
            return environment.invoke(invocation)
        finally:
            self._give_back(environment)

    def retire(self, arn: str) -> None:
        """The function ``arn`` is deleted: its idle environments end now, busy ones when done."""
        with self._lock:
            gone = [each for each in self._idle if each.function.arn == arn]
            self._idle = [each for each in self._idle if each not in gone]
            busy = [each for each in self._busy if each.function.arn == arn]
        for environment in (*gone, *busy):
            environment.retire()
        for environment in gone:
            environment.stop()

    def keep(self, environment: Serves) -> None:
        """One that is started and idle, until it is given up."""
        with self._lock:
            self._kept.append(environment)
            self._idle.append(environment)
            closed = self._closed
        if closed:
            environment.stop()

    def kept(self, function: Function) -> int:
        """How many of those kept for ``function`` can serve."""
        with self._lock:
            return sum(e.alive for e in self._kept if e.function.key == function.key)

    def give_up(self, function: Function, count: int = LIMIT) -> None:
        """Keep that many less; those that are busy end what they are at, as ordinary ones."""
        with self._lock:
            given_up = [e for e in self._kept if e.function.key == function.key][:count]
            self._kept = [each for each in self._kept if each not in given_up]
            idle = [each for each in given_up if each in self._idle]
            self._idle = [each for each in self._idle if each not in idle]
        for environment in idle:
            environment.stop()

    def close(self) -> None:
        """End every environment."""
        with self._lock:
            self._closed = True
            everything = [*self._idle, *self._busy]
            self._idle.clear()
        for environment in everything:
            environment.retire()
            environment.stop()

    def _take(self, function: Function) -> Serves:
        with self._lock:
            stale = self._swept(function)
            able = [e for e in reversed(self._idle) if e.function.key == function.key]
            warm = next(iter(sorted(able, key=lambda e: e not in self._kept)), None)
            if warm is not None:
                self._idle.remove(warm)
                self._busy.append(warm)
            elif self._closed or len(self._busy) >= self._limit:
                raise Throttled
        for environment in stale:
            environment.stop()
        return warm or self._made(function)

    def _made(self, function: Function) -> Serves:
        environment = self._make(function)
        with self._lock:
            self._busy.append(environment)
        return environment

    def _give_back(self, environment: Serves) -> None:
        environment.idle_since = self._clock()
        with self._lock:
            self._busy.remove(environment)
            reusable = environment.alive and not self._closed
            if reusable:
                self._idle.append(environment)
        if not reusable:
            environment.stop()

    def _swept(self, function: Function) -> list[Serves]:
        """Take out what cannot serve any more: too old, dead, or of an earlier $LATEST."""
        oldest = self._clock() - self._idle_seconds

        def usable(each: Serves) -> bool:
            same = (each.function.arn, each.function.version) == (function.arn, function.version)
            replaced = same and each.function.key != function.key
            young = each in self._kept or each.idle_since >= oldest
            return each.alive and not replaced and young

        stale = [each for each in self._idle if not usable(each)]
        self._idle = [each for each in self._idle if usable(each)]
        return stale
