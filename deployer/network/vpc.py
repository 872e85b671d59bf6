"""A VPC as it was read: all that is judged about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from .acl import NetworkAcl
from .group import SecurityGroup
from .route import RouteTable


@dataclass(frozen=True)
class Subnet:
    """``free`` is how many of its addresses are."""

    id: str
    vpc: str
    zone: str
    block: IPv4Network
    free: int


@dataclass(frozen=True)
class NatGateway:
    """``subnet`` is where it stands; a private one leads to other networks only.

    ``addresses`` are those by which the internet sees it.
    """

    id: str
    subnet: str
    state: str = "available"
    public: bool = True
    addresses: tuple[IPv4Network, ...] = ()


@dataclass(frozen=True)
class Endpoint:
    """The VPC's own way to an AWS ``service`` ("sqs"), by interfaces in ``subnets`` or by routes.

    ``by_name``: the service's usual host name leads to it.
    """

    id: str
    service: str
    kind: str  # "Interface", "Gateway", …
    subnets: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    by_name: bool = True


@dataclass(frozen=True)
class Vpc:
    """``services`` are the blocks of those with gateway endpoints, "s3".

    ``denied`` holds the EC2 actions that could not be read with, "DescribeRouteTables".
    """

    id: str
    region: str
    blocks: tuple[IPv4Network, ...] = ()
    subnets: Mapping[str, Subnet] = field(default_factory=dict)
    tables: tuple[RouteTable, ...] = ()
    nats: Mapping[str, NatGateway] = field(default_factory=dict)
    endpoints: tuple[Endpoint, ...] = ()
    groups: Mapping[str, SecurityGroup] = field(default_factory=dict)
    acls: tuple[NetworkAcl, ...] = ()
    prefix_lists: Mapping[str, tuple[IPv4Network, ...]] = field(default_factory=dict)
    services: Mapping[str, tuple[IPv4Network, ...]] = field(default_factory=dict)
    denied: frozenset[str] = frozenset()

    def table(self, subnet: str) -> RouteTable | None:
        """The subnet's own, else the main one."""
        own = (table for table in self.tables if subnet in table.subnets)
        main = (table for table in self.tables if table.main)
        return next(own, next(main, None))

    def acl(self, subnet: str) -> NetworkAcl | None:
        return next((acl for acl in self.acls if subnet in acl.subnets), None)
