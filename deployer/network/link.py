"""Routes between two VPCs: by a peering connection, or by a transit gateway."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from . import mend
from .end import End
from .finding import Finding, worst
from .outlet import denied
from .route import RouteTable


@dataclass(frozen=True)
class Peering:
    id: str
    vpcs: frozenset[str]
    state: str  # "active", "pending-acceptance", …


@dataclass(frozen=True)
class Links:
    """What connects VPCs; ``transit`` tells to which transit gateways each is attached.

    ``unread`` says why the rest is not known.
    """

    peerings: tuple[Peering, ...] = ()
    transit: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: str = ""

    def peered(self, one: End, other: End) -> Peering | None:
        """The peering of the two, the one that works if there is one."""
        both = {one.vpc.id, other.vpc.id}
        found = [each for each in self.peerings if each.vpcs == both]
        return max(found, key=lambda each: each.state == "active", default=None)

    def by(self, one: End, other: End) -> str | None:
        """Where a route from one to the other can lead."""
        peering = self.peered(one, other)
        if peering is not None and peering.state == "active":
            return peering.id
        common = self.transit.get(one.vpc.id, frozenset()) & self.transit.get(
            other.vpc.id, frozenset()
        )
        return min(common, default=None)


def link(one: End, other: End, links: Links) -> Iterator[Finding]:
    """Whether packets find their way from one VPC to the other and back.

    Where nothing connects the two, that comes first: routes can only follow.
    """
    routes = [*_routes(one, other, links), *_routes(other, one, links)]
    if worst(routes) == "no" and links.by(one, other) is None:
        yield _connection(one, other, links)
    yield from routes


def _connection(one: End, other: End, links: Links) -> Finding:
    region, peering = one.vpc.region, links.peered(one, other)
    rule = f"way from {one.vpc.id} to {other.vpc.id}"
    subnets = ", ".join(each.id for each in other.subnets)
    instead = f"or move the function: set vpc_config to subnets of {other.vpc.id} ({subnets})"
    if links.unread:
        return Finding(rule, "unknown", links.unread)
    if any(a.overlaps(b) for a in one.vpc.blocks for b in other.vpc.blocks):
        return Finding(rule, "no", f"none, and their addresses overlap: no peering; {instead}")
    if peering is not None and peering.state in ("pending-acceptance", "initiating-request"):
        said = f"{peering.id} has not been accepted"
        return Finding(rule, "no", said, (mend.accept_peering(region, peering.id),))
    line = mend.peering(region, one.vpc.id, other.vpc.id)
    return Finding(rule, "no", f"another VPC, not connected: peer them, {instead}", (line,))


def _routes(one: End, other: End, links: Links) -> Iterator[Finding]:
    """From each route table of ``one`` to each block of ``other``."""
    tables = {table.id: table for each in one.subnets if (table := one.vpc.table(each.id))}
    if not tables:
        why = denied(one.vpc, "DescribeRouteTables") or "there is no route table"
        yield Finding(f"routes of {one.vpc.id}", "unknown", why)
    for table in tables.values():
        for block in other.blocks:
            yield _route(table, block, one, other, links)


def _route(table: RouteTable, block: IPv4Network, one: End, other: End, links: Links) -> Finding:
    rule, by = f"{table.id}, route to {block}", links.by(one, other)
    taken = table.towards(block)
    if taken is None or taken.target.startswith(("nat-", "igw-", "local")):
        lines = (mend.route(one.vpc.region, table.id, block, by),) if by else ()
        return Finding(rule, "no", f"none that leads to {other.vpc.id}", lines)
    if not taken.active:
        region, block = one.vpc.region, taken.destination
        replacing = (mend.route(region, table.id, block, by, replace=True),) if by else ()
        return Finding(rule, "no", f"it leads to {taken.target}, which is gone", replacing)
    peering = links.peered(one, other)
    if peering is not None and taken.target == peering.id:
        return Finding(rule, "yes" if by else "no", f"by {peering.id}, {peering.state}")
    return Finding(rule, "unknown", f"it leads to {taken.target}, and lift cannot see further")
