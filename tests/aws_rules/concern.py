"""What the concerns of the rules have in common."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from .memory import Memory

F = TypeVar("F", bound=Callable[..., Any])

_TABLE = "lift_rule_of"


class Concern:
    """Rules about one thing; ``before`` and ``after`` say which calls each is about."""

    _rules: ClassVar[dict[tuple[str, str], list[str]]]  # (when, call) -> methods

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def __init_subclass__(cls) -> None:
        cls._rules = defaultdict(list)
        for name, method in vars(cls).items():
            for key in getattr(method, _TABLE, ()):
                cls._rules[key].append(name)

    def rules(self, when: str, call: str) -> list[Callable[..., Any]]:
        return [getattr(self, name) for name in self._rules.get((when, call), ())]


def before(*calls: str) -> Callable[[F], F]:
    """A rule (parameters) asked before each of ``calls`` ("lambda CreateFunction").

    It refuses by raising, answers in the emulator's place, or returns None to let the call through.
    """
    return _about("before", calls)


def after(*calls: str) -> Callable[[F], F]:
    """A rule (parameters, parsed) that sees the answer of each of ``calls`` and may change it."""
    return _about("after", calls)


def _about(when: str, calls: tuple[str, ...]) -> Callable[[F], F]:
    def mark(method: F) -> F:
        known = getattr(method, _TABLE, ())
        setattr(method, _TABLE, (*known, *((when, call) for call in calls)))
        return method

    return mark
