"""The EventBridge rules that keep execution environments of the alias's version warm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, FIXED, OPAQUE, SUBSET, Resource

TARGETS = 5  # that a rule can have (AWS, "EventBridge quotas")

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400}


def period(expression: str) -> int | None:
    """The seconds of a rate() expression; None for any other."""
    match = _RATE.fullmatch(expression)
    return int(match[1]) * _SECONDS[match[2]] if match else None


def key(number: int) -> str:
    """Of the stage's first rule, of its second, …"""
    return "rule" if number == 1 else f"rule {number}"


@dataclass(frozen=True)
class Rule(Resource):
    """``target`` is the alias's ARN, ``input`` the event as JSON text, which goes there
    ``instances`` times at once, at most ``TARGETS``.

    ``rules`` is how many the stage has, of which this is the one with the ``number``. AWS counts a
    rate from the moment that a rule is made, so they are made anew together when there are to be
    more or fewer.
    """

    name: str
    schedule: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    target: str = field(metadata={**OPAQUE, **CONSTANT})
    input: str = field(metadata=OPAQUE)
    enabled: bool = field(metadata={"absent": "somebody disabled it"}, default=True)
    instances: int = 1
    rules: int = field(metadata=FIXED, default=1)
    number: int = field(compare=False, default=1)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return key(self.number)

    @property
    def title(self) -> str:
        return f"keep-warm rule {self.name}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("release",)
