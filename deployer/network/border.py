"""Network ACLs at one end: they keep no state, so packets are judged on the way there and back."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network

from . import mend
from .acl import NetworkAcl, Numbers, crossing
from .end import End
from .finding import Finding
from .outlet import denied
from .traffic import EPHEMERAL, Ports, Way
from .vpc import Subnet

_BACK: dict[Way, Way] = {"egress": "ingress", "ingress": "egress"}


def borders(
    end: End, way: Way, others: Sequence[IPv4Network], port: int, numbers: Numbers
) -> Iterator[Finding]:
    """What the subnets of ``end`` do with a connection to ``port``, opened ``way`` (egress: by
    ``end``), and with its answers.
    """
    for subnet in end.subnets:
        crossed = [block for block in others if not _within(subnet, block)]
        acl = end.vpc.acl(subnet.id)
        if not crossed:
            continue
        if acl is None:
            why = denied(end.vpc, "DescribeNetworkAcls") or "it is not told"
            yield Finding(f"network ACL of {subnet.id}", "unknown", why)
            continue
        for direction, ports in ((way, (port, port)), (_BACK[way], EPHEMERAL)):
            yield from _crossings(end, acl, direction, crossed, ports, numbers)


def _within(subnet: Subnet, block: IPv4Network) -> bool:
    """Packets inside a subnet cross no border."""
    return block.subnet_of(subnet.block)


def _crossings(
    end: End,
    acl: NetworkAcl,
    way: Way,
    blocks: Sequence[IPv4Network],
    ports: Ports,
    numbers: Numbers,
) -> Iterator[Finding]:
    towards = "to" if way == "egress" else "from"
    rule, what = f"{acl.id}, {way}", _ports(ports)
    found = {block: crossing(acl, way, block, ports) for block in blocks}
    if passing := [str(block) for block, each in found.items() if each.share == "all"]:
        yield Finding(rule, "yes", f"lets {what} pass {towards} {', '.join(passing)}")
    for block, each in found.items():
        if each.share == "all":
            continue
        some = "some of " if each.share == "part" else ""
        said = f"rule {each.refused_by} refuses {some}{what} {towards} {block}"
        number = numbers.give(acl, way, each.refused_by, block, ports)
        lines = (
            ()
            if number is None
            else (mend.acl_entry(end.vpc.region, acl.id, way, number, block, ports),)
        )
        yield Finding(rule, "unknown" if some else "no", said, lines)


def _ports(ports: Ports) -> str:
    low, high = ports
    return f"port {low}" if low == high else f"answers to ports {low}-{high}"
