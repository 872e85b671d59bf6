"""Which execution environment serves an invocation.

A warm one that is idle, else a new one; a time-out or a crash ends one; what was idle for ten
minutes is ended too. A changed configuration or another version never meets an older environment.
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
            warm = next((e for e in reversed(self._idle) if e.function.key == function.key), None)
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
            return each.alive and not replaced and each.idle_since >= oldest

        stale = [each for each in self._idle if not usable(each)]
        self._idle = [each for each in self._idle if usable(each)]
        return stale
