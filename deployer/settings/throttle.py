"""How many requests the front door lets through."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Throttle:
    """``rate`` requests a second on average, ``burst`` at once; the others are answered 429."""

    rate: int
    burst: int


def throttle(value: dict[str, Any]) -> Throttle:
    return Throttle(**value)
