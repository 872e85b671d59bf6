"""Run broken events through the adapter, and whole ones through applications that answer oddly.

An event must end in an answer, which is JSON within the source's limit, or in one of the exceptions
that ``lift.adapter.errors`` draws; an application's answer always in an answer. Never in another
exception, and never in none: each has a second.
"""

import json
import logging
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Any, Literal

from lift.adapter import Adapter, AdapterError

from .applications import PLAIN, Applications, any_answer
from .events import broken, whole

SECONDS = 1.0
ODD_ANSWERS = 20  # one in so many events is whole and meets an odd answer
LARGEST = 6 * 1024 * 1024

Case = Callable[[Any], str]


class Hang(BaseException):
    """The adapter took longer than a second. No ``Exception``, so that nothing swallows it."""


@dataclass
class Failure:
    """What went wrong with ``event`` in ``case``, which raises it again."""

    error: BaseException
    event: Any
    case: Case


@dataclass
class Campaign:
    """Ends: how many calls ended in which way. It stops at the first failure."""

    seed: int
    ends: Counter[str] = field(default_factory=Counter)
    failure: Failure | None = None

    def run(self, events: int) -> None:
        random, applications = Random(self.seed), Applications()
        strict, lenient = cases(applications, errors="raise"), cases(applications, errors="500")
        with time_limit(), silence():
            for number in range(events):
                if number % ODD_ANSWERS:
                    applications.answer = PLAIN
                    self.meet(strict, broken(random))
                else:
                    applications.answer = any_answer(random)
                    self.meet(lenient, whole(random))
                if self.failure:
                    return

    def meet(self, cases: list[Case], event: Any) -> None:
        for case in cases:
            end = end_of(case, event)
            if isinstance(end, str):
                self.ends[end] += 1
            else:
                self.failure = Failure(end, event, case)


def end_of(case: Case, event: Any) -> str | BaseException:
    """How the event ended, or what went wrong."""
    try:
        return case(event)
    except (Exception, Hang) as error:  # noqa: BLE001  (whatever it is: it is what is looked for)
        return error


def cases(applications: Applications, *, errors: Literal["500", "raise"]) -> list[Case]:
    return [
        ending(Adapter(applications.wsgi, interface="wsgi", errors=errors)),
        ending(Adapter(applications.asgi, interface="asgi", lifespan="off", errors=errors)),
    ]


def ending(adapter: Adapter) -> Case:
    """How an event ends: the name of an exception, or "an answer"."""

    def case(event: Any) -> str:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            answer = adapter(event, None)
        except AdapterError as error:
            return type(error).__name__ if str(error) else "an error without words"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        assert len(json.dumps(answer)) <= LARGEST
        return "an answer"

    return case


@contextmanager
def time_limit() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang(f"no answer within {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def silence() -> Iterator[None]:
    """The adapter's log, with a traceback for each odd answer, is not what is looked for."""
    logger = logging.getLogger("lift.adapter")
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = False
