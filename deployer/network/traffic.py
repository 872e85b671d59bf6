"""TCP packets as a rectangle, addresses by ports, and how much of it a list of rules lets through.

Where in its subnet a network interface will stand is AWS's choice, so whole blocks are judged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

Ports = tuple[int, int]
"""From the first to the last, both included."""

ALL_PORTS: Ports = (0, 65535)
EPHEMERAL: Ports = (1024, 65535)
"""Where a function's connections begin (AWS, "Custom network ACLs": ephemeral ports)."""

ANYWHERE = IPv4Network("0.0.0.0/0")

Way = Literal["ingress", "egress"]
Share = Literal["all", "part", "none"]


@dataclass(frozen=True)
class Traffic:
    """Every packet between two addresses and between two ports; all ends included."""

    first: int
    last: int
    low: int
    high: int

    @classmethod
    def of(cls, block: IPv4Network, ports: Ports) -> "Traffic":
        return cls(int(block.network_address), int(block.broadcast_address), *ports)

    def meets(self, other: "Traffic") -> bool:
        return (
            self.first <= other.last
            and other.first <= self.last
            and self.low <= other.high
            and other.low <= self.high
        )

    def minus(self, other: "Traffic") -> Iterator["Traffic"]:
        """What is left without ``other``, which it meets: up to four rectangles."""
        if self.first < other.first:
            yield Traffic(self.first, other.first - 1, self.low, self.high)
        if other.last < self.last:
            yield Traffic(other.last + 1, self.last, self.low, self.high)
        first, last = max(self.first, other.first), min(self.last, other.last)
        if self.low < other.low:
            yield Traffic(first, last, self.low, other.low - 1)
        if other.high < self.high:
            yield Traffic(first, last, other.high + 1, self.high)


@dataclass(frozen=True)
class Passage:
    """How much passes; ``refusing`` is the place of the first rule that refuses some of it, None
    when nothing is refused or it is refused because no rule matches.
    """

    share: Share
    refusing: int | None = None


def passage(wanted: Traffic, rules: Sequence[tuple[Traffic, bool]]) -> Passage:
    """What of ``wanted`` the first matching of ``rules`` allows; what none matches is refused."""
    left, allowed, refused, refusing = [wanted], False, False, None
    for place, (rule, allows) in enumerate(rules):
        met = [piece for piece in left if piece.meets(rule)]
        if not met:
            continue
        allowed, refused = allowed or allows, refused or not allows
        if not allows and refusing is None:
            refusing = place
        left = [piece for piece in left if piece not in met]
        left += [rest for piece in met for rest in piece.minus(rule)]
    if not (left or refused):
        return Passage("all")
    return Passage("part" if allowed else "none", refusing)
