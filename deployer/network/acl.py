"""Network ACLs: numbered rules at a subnet's border, stateless, the first that matches decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network

from .traffic import Ports, Share, Traffic, Way, passage

LAST = 32767  # the rule that AWS puts last and that refuses everything
STEP = 10


@dataclass(frozen=True)
class AclEntry:
    """One rule for TCP; ``block`` is the other end, ``ports`` are those the packets go to."""

    number: int
    way: Way
    allows: bool
    block: IPv4Network
    ports: Ports


@dataclass(frozen=True)
class NetworkAcl:
    id: str
    subnets: frozenset[str]
    entries: tuple[AclEntry, ...]


@dataclass(frozen=True)
class Crossing:
    """How much passes a border, and the number of the rule that refuses the rest."""

    share: Share
    refused_by: int = LAST


def crossing(acl: NetworkAcl, way: Way, block: IPv4Network, ports: Ports) -> Crossing:
    """What the ACL does with packets between its subnets and ``block``, to ``ports``."""
    entries = sorted(
        (entry for entry in acl.entries if entry.way == way), key=lambda entry: entry.number
    )
    found = passage(
        Traffic.of(block, ports),
        [(Traffic.of(entry.block, entry.ports), entry.allows) for entry in entries],
    )
    refused_by = LAST if found.refusing is None else entries[found.refusing].number
    return Crossing(found.share, refused_by)


class Numbers:
    """Gives each new rule a number of its own, so that all lines of one report can be run."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, Way], dict[tuple[IPv4Network, Ports], int]] = {}

    def give(
        self, acl: NetworkAcl, way: Way, refused_by: int, block: IPv4Network, ports: Ports
    ) -> int | None:
        """One that decides before ``refused_by``, the same for the same rule; None: none left."""
        given = self._given.setdefault((acl.id, way), {})
        if (block, ports) not in given:
            taken = [entry.number for entry in acl.entries if entry.way == way]
            number = free(refused_by, [*taken, *given.values()])
            if number is None:
                return None
            given[block, ports] = number
        return given[block, ports]


def free(refused_by: int, taken: Iterable[int]) -> int | None:
    """A number below ``refused_by`` that no rule has.

    Below AWS's last rule it is the next ten after the highest, else the nearest below.
    """
    numbers = {number for number in taken if number < LAST}
    after = (max(numbers, default=0) // STEP + 1) * STEP
    if refused_by == LAST and after < LAST:
        return after
    return next((n for n in range(refused_by - 1, 0, -1) if n not in numbers), None)
