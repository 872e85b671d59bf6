"""Where the settings put the function: zones, free addresses, and the ways out of its subnets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from . import mend
from .finding import Finding
from .outlet import denied, outlet
from .services import GATEWAYS
from .space import free_block
from .vpc import Subnet, Vpc

FEW = 8  # free addresses


@dataclass(frozen=True)
class Placement:
    """The function's ``subnets`` and ``groups``; in those of ``held`` Lambda has the interface
    already that it needs there.
    """

    vpc: Vpc
    subnets: tuple[Subnet, ...]
    groups: tuple[str, ...]
    held: frozenset[str] = frozenset()


def placement(place: Placement, services: Mapping[str, str]) -> Iterator[Finding]:
    """What is to be said before deploying; "no" is what Lambda certainly refuses.

    ``services`` are those that the settings use, with the variable that says so.
    """
    yield _zones(place)
    for subnet in place.subnets:
        yield _addresses(place, subnet)
    yield from _ways_out(place, services)


def _zones(place: Placement) -> Finding:
    zones = sorted({subnet.zone for subnet in place.subnets})
    if len(zones) > 1:
        return Finding("zones", "yes", ", ".join(zones))
    others = [s.id for s in place.vpc.subnets.values() if s.zone != zones[0]]
    add = f"add one of another zone: {', '.join(others)}" if others else "add one of another zone"
    ids = ", ".join(subnet.id for subnet in place.subnets)
    said = f"{ids}: all in {zones[0]}, so the function goes down with it; {add}"
    return Finding("zones", "note", said)


def _addresses(place: Placement, subnet: Subnet) -> Finding:
    rule = f"addresses of {subnet.id}"
    if subnet.free >= FEW:
        return Finding(rule, "yes", f"{subnet.free} free")
    if subnet.free:
        return Finding(rule, "note", f"only {subnet.free} free")
    if subnet.id in place.held:
        return Finding(
            rule, "note", "none free, but Lambda has its network interface there already"
        )
    said, lines = _elsewhere(place.vpc, subnet)
    return Finding(rule, "no", f"none free for the function's network interface; {said}", lines)


def _elsewhere(vpc: Vpc, full: Subnet) -> tuple[str, tuple[str, ...]]:
    """What to name in place of a full subnet, and the line that makes it where there is none."""
    table = vpc.table(full.id)
    alike = [
        each.id
        for each in vpc.subnets.values()
        if each.zone == full.zone and each.free >= FEW and vpc.table(each.id) == table
    ]
    if alike:
        return f"name another in its place: {', '.join(alike)}", ()
    taken = [subnet.block for subnet in vpc.subnets.values()]
    block = free_block(vpc.blocks, taken, min(full.block.prefixlen, 27))
    if block is None:
        return "its VPC has no room for another; name a subnet with free addresses", ()
    own = None if table is None or table.main else table.id
    line = mend.subnet(vpc.region, vpc.id, full.zone, block, own)
    return "make another and name it in its place", (line,)


def _ways_out(place: Placement, services: Mapping[str, str]) -> Iterator[Finding]:
    """The internet from each subnet; without it, each service by an endpoint."""
    vpc = place.vpc
    if why := denied(vpc, "DescribeRouteTables"):
        yield Finding("route to the internet", "note", f"not known: {why}")
        return
    found = {subnet.id: outlet(vpc, subnet) for subnet in place.subnets}
    shut = [subnet for subnet in place.subnets if found[subnet.id].verdict == "no"]
    for finding in found.values():
        if finding.verdict != "no":
            yield finding
    apart = [_endpoint(place, shut, *service) for service in services.items()] if shut else []
    yield from apart
    wanted = any(finding.verdict != "yes" for finding in apart)
    if wanted or not (services or _private(vpc)):
        for subnet in shut:
            yield _closed(found[subnet.id])


def _closed(finding: Finding) -> Finding:
    """An application that needs nothing but its VPC is well without: it is only a note."""
    said = f"{finding.said}; the function reaches its VPC only"
    return Finding(finding.rule, "note", said, finding.mend)


def _private(vpc: Vpc) -> bool:
    """Whether the VPC is meant to do without: somebody gave it endpoints."""
    return bool(vpc.endpoints)


def _endpoint(place: Placement, shut: list[Subnet], service: str, variable: str) -> Finding:
    """Whether the subnets without a way out have one to an AWS service."""
    vpc, rule = place.vpc, f"way to {service}, which {variable} mentions"
    tables = {table.id for subnet in shut if (table := vpc.table(subnet.id))}
    there = [each for each in vpc.endpoints if each.service == service]
    for each in there:
        if each.by_name if each.kind == "Interface" else tables <= each.tables:
            return Finding(rule, "yes", f"by {each.id}")
    if why := denied(vpc, "DescribeVpcEndpoints"):
        return Finding(rule, "note", f"not known: {why}")
    name = f"com.amazonaws.{vpc.region}.{service}"
    said = "no route to the internet and no endpoint of its own"
    if service in GATEWAYS:
        line = mend.gateway_endpoint(vpc.region, vpc.id, name, sorted(tables))
    else:
        ids = [subnet.id for subnet in place.subnets]
        line = mend.endpoint(vpc.region, vpc.id, name, ids, place.groups)
        said += "; that needs enableDnsHostnames and enableDnsSupport of the VPC"
    return Finding(rule, "note", said, (line,))
