"""Whether the function reaches what is behind a host, rule by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from . import mend
from .acl import Numbers
from .admission import admission
from .border import borders
from .end import End
from .finding import Finding
from .link import Links, link
from .outlet import denied, outlet
from .target import Inside, Outside, Target, Unknown
from .traffic import ANYWHERE
from .vpc import NatGateway, Vpc


@dataclass(frozen=True)
class World:
    """The function, None as its end where it is in no VPC, and the VPCs that targets stand in."""

    name: str
    region: str
    function: End | None
    vpcs: Mapping[str, Vpc] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    numbers: Numbers = field(default_factory=Numbers)


def reach(world: World, target: Target, port: int | None) -> Iterator[Finding]:
    """What packets of the function meet on their way to ``port`` of ``target``, and back."""
    if isinstance(target, Unknown):
        yield Finding("host", "unknown", target.why)
        return
    listens = target.port if isinstance(target, Inside) else None
    if listens is not None and port not in (None, listens):
        yield Finding("port", "no", f"{target.title} listens on {listens}, not on {port}")
        return
    chosen = listens or port
    if chosen is None:
        yield Finding("port", "unknown", "no variable says which; add it, as host:port or …_PORT")
    elif isinstance(target, Outside):
        yield from _outside(world, target, chosen)
    else:
        yield from _inside(world, target, chosen)


def _outside(world: World, target: Outside, port: int) -> Iterator[Finding]:
    if world.function is None:
        yield _from_nowhere(target)
        return
    function = world.function
    suggest = () if target.private else (ANYWHERE,)
    yield admission(function, "egress", target.blocks, port, suggest=suggest)
    yield from borders(function, "egress", target.blocks, port, world.numbers)
    if target.endpoint:
        yield Finding("route", "yes", f"by {target.endpoint}")
    elif target.private:
        yield from _unseen(function, target)
    else:
        yield from _internet(world, function, target.blocks, port)


def _from_nowhere(target: Outside) -> Finding:
    if target.private:
        said = "a private address; without vpc_config the function reaches public ones only"
        return Finding("route", "no", said)
    return Finding("route", "yes", "the function is in no VPC, so it reaches the internet")


def _unseen(function: End, target: Outside) -> Iterator[Finding]:
    """A private address that no network interface of this account has."""
    for subnet in function.subnets:
        rule = f"route from {subnet.id} to {target.blocks[0]}"
        table = function.vpc.table(subnet.id)
        taken = table.towards(target.blocks[0]) if table else None
        if table is None:
            why = denied(function.vpc, "DescribeRouteTables") or "there is no route table"
            yield Finding(rule, "unknown", why)
        elif taken is None or taken.target.startswith(("igw-", "nat-")):
            yield Finding(rule, "no", f"{table.id} has none that leads to private addresses")
        else:
            said = f"it leads to {taken.target}, and what has the address cannot be seen"
            yield Finding(rule, "unknown", said)


def _internet(
    world: World, function: End, blocks: tuple[IPv4Network, ...], port: int
) -> Iterator[Finding]:
    """By a NAT gateway, whose subnet has a border of its own."""
    for subnet in function.subnets:
        for block in blocks:
            yield outlet(function.vpc, subnet, block)
    for nat in _nats(function, blocks):
        if nat.subnet in function.vpc.subnets:
            stand = End(function.vpc, (function.vpc.subnets[nat.subnet],), ())
            yield from borders(stand, "ingress", function.blocks, port, world.numbers)
            yield from borders(stand, "egress", blocks, port, world.numbers)


def _nats(function: End, blocks: tuple[IPv4Network, ...]) -> list[NatGateway]:
    """The NAT gateways that the function's packets to ``blocks`` go through."""
    tables = [table for each in function.subnets if (table := function.vpc.table(each.id))]
    taken = {route.target for t in tables for b in blocks if (route := t.towards(b))}
    return [nat for nat in function.vpc.nats.values() if nat.id in taken]


def _inside(world: World, target: Inside, port: int) -> Iterator[Finding]:
    vpc = world.vpcs[target.vpc]
    missing = [each for each in target.subnets if each not in vpc.subnets]
    if missing or not target.subnets:
        yield Finding(f"subnets of {target.title}", "unknown", "they cannot be read")
        return
    subnets = sorted((vpc.subnets[each] for each in target.subnets), key=lambda each: each.block)
    there = End(vpc, tuple(subnets), target.groups, target.address)
    if world.function is None:
        yield from _by_the_internet(world, target, there, port)
    elif world.function.vpc.id == vpc.id:
        yield from _neighbours(world, world.function, there, port)
    else:
        yield from _between(world, world.function, there, port, public=target.public)


def _by_the_internet(world: World, target: Inside, there: End, port: int) -> Iterator[Finding]:
    """From a function in no VPC, whose address may be any."""
    if target.public:
        yield from _public(world, there, (ANYWHERE,), port)
        return
    subnets = ", ".join(f'"{each}"' for each in target.subnets)
    said = (
        f"{target.title} has private addresses only; put the function into {target.vpc}: "
        f'"vpc_config": {{"SubnetIds": [{subnets}], "SecurityGroupIds": [one of that VPC]}}'
    )
    line = mend.security_group(world.region, target.vpc, world.name)
    yield Finding("route", "no", said, (line,))


def _public(
    world: World, there: End, sources: tuple[IPv4Network, ...], port: int
) -> Iterator[Finding]:
    """What a publicly accessible resource does with connections from the internet."""
    found = admission(there, "ingress", sources, port)
    if sources == (ANYWHERE,) and found.verdict != "yes":
        said = f"{found.said}; better than opening it: put the function into {there.vpc.id}"
        found = Finding(found.rule, found.verdict, said)
    yield found
    yield from borders(there, "ingress", sources, port, world.numbers)


def _neighbours(world: World, function: End, there: End, port: int) -> Iterator[Finding]:
    """In one VPC, whose local routes lead everywhere."""
    theirs, ours = there.groups or (), function.groups or ()
    yield admission(function, "egress", there.blocks, port, groups=theirs, suggest=theirs[:1])
    yield from borders(function, "egress", there.blocks, port, world.numbers)
    yield Finding("route", "yes", f"both are in {there.vpc.id}")
    yield from borders(there, "ingress", function.blocks, port, world.numbers)
    yield admission(there, "ingress", function.blocks, port, groups=ours, suggest=ours[:1])


def _between(
    world: World, function: End, there: End, port: int, *, public: bool
) -> Iterator[Finding]:
    """From one VPC to another: privately, or by the internet where that is the only way."""
    connection = list(link(function, there, world.links))
    if public and any(finding.verdict == "no" for finding in connection):
        yield admission(function, "egress", (ANYWHERE,), port)
        yield from borders(function, "egress", (ANYWHERE,), port, world.numbers)
        yield from _internet(world, function, (ANYWHERE,), port)
        sources = tuple(a for nat in _nats(function, (ANYWHERE,)) for a in nat.addresses)
        yield from _public(world, there, sources or (ANYWHERE,), port)
        return
    # Across a peering, rules may name groups of the other side; the lines that mend name blocks.
    peering = world.links.peered(function, there)
    theirs, ours = (end.groups or () if peering else () for end in (there, function))
    yield admission(function, "egress", there.blocks, port, groups=theirs)
    yield from borders(function, "egress", there.blocks, port, world.numbers)
    yield from connection
    yield from borders(there, "ingress", function.blocks, port, world.numbers)
    yield admission(there, "ingress", function.blocks, port, groups=ours)
