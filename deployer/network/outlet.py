"""The way from a subnet to the internet.

Lambda's interfaces have no public addresses, so an internet gateway is no way out for them: there
has to be a NAT gateway between (AWS, "Enable internet access for VPC-connected Lambda functions").
"""

from ipaddress import IPv4Network

from . import mend
from .finding import Finding
from .route import Route
from .traffic import ANYWHERE
from .vpc import NatGateway, Subnet, Vpc


def outlet(vpc: Vpc, subnet: Subnet, block: IPv4Network = ANYWHERE) -> Finding:
    """Whether packets from ``subnet`` to ``block``, which is of the internet, find their way."""
    rule = f"route from {subnet.id} to {'the internet' if block == ANYWHERE else block}"
    table = vpc.table(subnet.id)
    if table is None:
        return Finding(rule, "unknown", denied(vpc, "DescribeRouteTables") or "no route table")
    taken = table.towards(block)
    if taken is None:
        return Finding(rule, "no", f"{table.id} has none", _to_nat(vpc, subnet))
    if not taken.active:
        said = f"{table.id} leads to {taken.target}, which is gone"
        return Finding(rule, "no", said, _to_nat(vpc, subnet, replace=True))
    return _led(vpc, subnet, taken, rule)


def denied(vpc: Vpc, action: str) -> str:
    """Why ``action`` told nothing; empty when it did."""
    return f"access denied to ec2:{action}" if action in vpc.denied else ""


def _led(vpc: Vpc, subnet: Subnet, taken: Route, rule: str) -> Finding:
    if taken.target.startswith("igw-"):
        said = (
            f"it leads to the internet gateway {taken.target} itself, which does not help a "
            f"function: Lambda gives it no public address; {_private(vpc)}"
        )
        return Finding(rule, "no", said, _new_nat(vpc, subnet))
    if not taken.target.startswith("nat-"):
        return Finding(rule, "unknown", f"it leads to {taken.target}, and lift cannot see further")
    if taken.target not in vpc.nats:
        why = denied(vpc, "DescribeNatGateways") or "which this VPC does not have"
        return Finding(rule, "unknown", f"it leads to {taken.target}: {why}")
    nat = vpc.nats[taken.target]
    if fault := _fault(vpc, nat):
        lines = _to_nat(vpc, subnet, replace=True)
        return Finding(rule, "no", f"it leads to {nat.id}, {fault}", lines)
    return Finding(rule, "yes", f"by {nat.id}")


def _fault(vpc: Vpc, nat: NatGateway) -> str:
    """Why a NAT gateway does not reach the internet; empty when it does."""
    if nat.state != "available":
        return f"which is {nat.state}"
    if not nat.public:
        return "which is private and reaches other networks only"
    if nat.subnet and nat.subnet not in _leading(vpc, "igw-"):  # a regional one stands in none
        return f"which stands in {nat.subnet}, a subnet without a route to an internet gateway"
    return ""


def _to_nat(vpc: Vpc, subnet: Subnet, *, replace: bool = False) -> tuple[str, ...]:
    """A route to a NAT gateway that works, else such a gateway."""
    table = vpc.table(subnet.id)
    working = [nat.id for nat in vpc.nats.values() if not _fault(vpc, nat)]
    if table is None or not working:
        return _new_nat(vpc, subnet)
    return (mend.route(vpc.region, table.id, ANYWHERE, working[0], replace=replace),)


def _new_nat(vpc: Vpc, subnet: Subnet) -> tuple[str, ...]:
    """A NAT gateway in a public subnet, of the same zone if there is one."""
    if any(not _fault(vpc, nat) for nat in vpc.nats.values()):
        return ()
    zones = {each: vpc.subnets[each].zone != subnet.zone for each in _leading(vpc, "igw-")}
    public = sorted(zones, key=lambda each: (zones[each], each))
    return (mend.nat_gateway(vpc.region, public[0]),) if public else ()


def _private(vpc: Vpc) -> str:
    """What to name in place of a public subnet."""
    behind = ", ".join(_leading(vpc, "nat-"))
    which = f"subnet behind a NAT gateway: {behind}" if behind else "private subnet"
    return f"name a {which}"


def _leading(vpc: Vpc, kind: str) -> list[str]:
    """The subnets whose way to the internet begins at a gateway of that kind."""
    found = []
    for subnet in vpc.subnets:
        table = vpc.table(subnet)
        taken = table.towards(ANYWHERE) if table else None
        if taken is not None and taken.active and taken.target.startswith(kind):
            found.append(subnet)
    return found
