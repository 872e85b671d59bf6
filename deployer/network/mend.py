"""Lines for the AWS CLI, each of which changes one thing. Never run by lift."""

import shlex
from collections.abc import Iterable
from ipaddress import IPv4Network

from .traffic import Ports, Way


def group_rule(region: str, group: str, way: Way, port: int, peer: str | IPv4Network) -> str:
    """Let a security group's interfaces and ``peer``, a group or a block, meet at ``port``."""
    whom = ["--source-group", peer] if isinstance(peer, str) else ["--cidr", str(peer)]
    rule = ["--group-id", group, "--protocol", "tcp", "--port", str(port), *whom]
    return _line(region, f"authorize-security-group-{way}", *rule)


def acl_entry(
    region: str, acl: str, way: Way, number: int, block: IPv4Network, ports: Ports
) -> str:
    """A rule of a network ACL that lets packets pass."""
    low, high = ports
    where = ["--network-acl-id", acl, f"--{way}", "--rule-number", str(number)]
    what = ["--protocol", "tcp", "--port-range", f"From={low},To={high}"]
    return _line(
        region,
        "create-network-acl-entry",
        *(*where, *what, "--cidr-block", str(block), "--rule-action", "allow"),
    )


def route(
    region: str, table: str, block: IPv4Network, target: str, *, replace: bool = False
) -> str:
    """A route to a NAT gateway, a peering connection or a transit gateway."""
    option = _ROUTE_TARGETS[target.partition("-")[0]]
    return _line(
        region,
        "replace-route" if replace else "create-route",
        *("--route-table-id", table, "--destination-cidr-block", str(block), option, target),
    )


_ROUTE_TARGETS = {
    "nat": "--nat-gateway-id",
    "pcx": "--vpc-peering-connection-id",
    "tgw": "--transit-gateway-id",
}


def nat_gateway(region: str, subnet: str) -> str:
    """A NAT gateway in a public subnet, with an address of its own."""
    asked = ["--domain", "vpc", "--query", "AllocationId", "--output", "text"]
    address = _line(region, "allocate-address", *asked)
    made = _line(region, "create-nat-gateway", "--subnet-id", subnet, "--allocation-id")
    return f'{made} "$({address})"'


def endpoint(
    region: str, vpc: str, service: str, subnets: Iterable[str], groups: Iterable[str]
) -> str:
    """An interface endpoint that answers to the service's usual name."""
    return _line(
        region,
        "create-vpc-endpoint",
        *("--vpc-id", vpc, "--vpc-endpoint-type", "Interface", "--private-dns-enabled"),
        *("--service-name", service, "--subnet-ids", *subnets, "--security-group-ids", *groups),
    )


def gateway_endpoint(region: str, vpc: str, service: str, tables: Iterable[str]) -> str:
    """A gateway endpoint (S3 and DynamoDB), which costs nothing, in route tables."""
    return _line(
        region,
        "create-vpc-endpoint",
        *("--vpc-id", vpc, "--vpc-endpoint-type", "Gateway"),
        *("--service-name", service, "--route-table-ids", *tables),
    )


def subnet(region: str, vpc: str, zone: str, block: IPv4Network, table: str | None) -> str:
    """A new subnet; with ``table`` it gets that route table, else it has the VPC's main one."""
    where = ["--vpc-id", vpc, "--availability-zone", zone, "--cidr-block", str(block)]
    if table is None:
        return _line(region, "create-subnet", *where)
    asked = ["--query", "Subnet.SubnetId", "--output", "text"]
    made = _line(region, "create-subnet", *where, *asked)
    given = _line(region, "associate-route-table", "--route-table-id", table, "--subnet-id")
    return f'{given} "$({made})"'


def peering(region: str, vpc: str, other: str) -> str:
    """A peering connection, which its other side must accept."""
    return _line(region, "create-vpc-peering-connection", "--vpc-id", vpc, "--peer-vpc-id", other)


def accept_peering(region: str, peering: str) -> str:
    """The other side's word for it."""
    return _line(region, "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering)


def security_group(region: str, vpc: str, name: str) -> str:
    """A security group that lets everything out and nothing in."""
    about = ["--group-name", name, "--description", f"Lambda function {name}"]
    return _line(region, "create-security-group", "--vpc-id", vpc, *about)


def _line(region: str, operation: str, *arguments: str) -> str:
    return shlex.join(["aws", "ec2", operation, "--region", region, *arguments])
