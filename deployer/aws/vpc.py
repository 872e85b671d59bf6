"""EC2: a VPC as it is. Reads only; what may not be read is named in ``Vpc.denied``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, TypeVar

from ..network.acl import AclEntry, NetworkAcl
from ..network.group import GroupRule, PrefixLists, SecurityGroup
from ..network.route import LOCAL, Route, RouteTable
from ..network.traffic import ALL_PORTS, Ports, Way
from ..network.vpc import Endpoint, NatGateway, Subnet, Vpc
from .errors import doing, is_denied

if TYPE_CHECKING:
    from types_boto3_ec2.type_defs import (
        FilterTypeDef,
        IpPermissionOutputTypeDef,
        NetworkAclEntryTypeDef,
        NetworkAclTypeDef,
        RouteTableTypeDef,
        RouteTypeDef,
        SecurityGroupTypeDef,
        SubnetTypeDef,
        VpcEndpointTypeDef,
    )

    from .session import Aws

T = TypeVar("T")
_TCP = ("-1", "6", "tcp")  # -1: every protocol
_ROUTE_TARGETS = (
    "NatGatewayId",
    "VpcPeeringConnectionId",
    "TransitGatewayId",
    "NetworkInterfaceId",
    "InstanceId",
    "LocalGatewayId",
    "CarrierGatewayId",
    "CoreNetworkArn",
    "GatewayId",
)


def outline(aws: "Aws", vpc: str) -> Vpc:
    """Subnets, routes and ways out: what a deployment is checked against."""
    read = _Reader(aws, vpc)
    return Vpc(
        vpc,
        aws.place.region,
        blocks=read("DescribeVpcs", read.blocks, ()),
        subnets=read("DescribeSubnets", read.subnets, {}),
        tables=read("DescribeRouteTables", read.tables, ()),
        nats=read("DescribeNatGateways", read.nats, {}),
        endpoints=read("DescribeVpcEndpoints", read.endpoints, ()),
        denied=frozenset(read.denied),
    )


def whole(aws: "Aws", vpc: str) -> Vpc:
    """Everything that packets meet on their way through it."""
    read = _Reader(aws, vpc)
    found = outline(aws, vpc)
    groups: dict[str, SecurityGroup] = read("DescribeSecurityGroups", read.groups, {})
    named = {each for group in groups.values() for each in _lists(group)}
    gateways = {each.service for each in found.endpoints if each.kind == "Gateway"}
    return replace(
        found,
        groups=groups,
        acls=read("DescribeNetworkAcls", read.acls, ()),
        prefix_lists=read("GetManagedPrefixListEntries", lambda: read.lists(named), {}),
        services=read("DescribeManagedPrefixLists", lambda: read.services(gateways), {}),
        denied=found.denied | read.denied,
    )


@dataclass(frozen=True)
class _Reader:
    aws: "Aws"
    vpc: str
    denied: set[str] = field(default_factory=set)

    def __call__(self, action: str, read: Callable[[], T], empty: T) -> T:
        from botocore.exceptions import ClientError

        with doing(f"look at VPC {self.vpc}"):
            try:
                return read()
            except ClientError as error:
                if not is_denied(error):
                    raise
        self.denied.add(action)
        return empty

    @property
    def filters(self) -> "list[FilterTypeDef]":
        return [{"Name": "vpc-id", "Values": [self.vpc]}]

    def blocks(self) -> tuple[IPv4Network, ...]:
        (vpc,) = self.aws.ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"]
        return tuple(
            IPv4Network(each["CidrBlock"])
            for each in vpc.get("CidrBlockAssociationSet", [])
            if each["CidrBlockState"]["State"] == "associated"
        )

    def subnets(self) -> dict[str, Subnet]:
        pages = self.aws.ec2.get_paginator("describe_subnets").paginate(Filters=self.filters)
        found = (each for page in pages for each in page["Subnets"])
        with_ipv4 = (_subnet(each) for each in found if each.get("CidrBlock"))
        return {subnet.id: subnet for subnet in with_ipv4}

    def tables(self) -> tuple[RouteTable, ...]:
        pages = self.aws.ec2.get_paginator("describe_route_tables").paginate(Filters=self.filters)
        found = [each for page in pages for each in page["RouteTables"]]
        named = {each for table in found for route in table["Routes"] for each in _listed(route)}
        lists: PrefixLists = self("GetManagedPrefixListEntries", lambda: self.lists(named), {})
        return tuple(_table(each, lists) for each in found)

    def nats(self) -> dict[str, NatGateway]:
        pages = self.aws.ec2.get_paginator("describe_nat_gateways").paginate(Filters=self.filters)
        return {
            each["NatGatewayId"]: NatGateway(
                each["NatGatewayId"],
                each.get("SubnetId", ""),
                each["State"],
                each.get("ConnectivityType", "public") == "public",
                tuple(
                    IPv4Network(address["PublicIp"])
                    for address in each.get("NatGatewayAddresses", [])
                    if "PublicIp" in address
                ),
            )
            for page in pages
            for each in page["NatGateways"]
        }

    def endpoints(self) -> tuple[Endpoint, ...]:
        pages = self.aws.ec2.get_paginator("describe_vpc_endpoints").paginate(Filters=self.filters)
        found = (each for page in pages for each in page["VpcEndpoints"])
        return tuple(_endpoint(each) for each in found if each["State"].lower() == "available")

    def groups(self) -> dict[str, SecurityGroup]:
        pages = self.aws.ec2.get_paginator("describe_security_groups").paginate(
            Filters=self.filters
        )
        found = (_group(each) for page in pages for each in page["SecurityGroups"])
        return {group.id: group for group in found}

    def acls(self) -> tuple[NetworkAcl, ...]:
        pages = self.aws.ec2.get_paginator("describe_network_acls").paginate(Filters=self.filters)
        return tuple(_acl(each) for page in pages for each in page["NetworkAcls"])

    def services(self, named: Iterable[str]) -> dict[str, tuple[IPv4Network, ...]]:
        """The blocks that gateway endpoints lead to, by AWS's own prefix lists."""
        region = self.aws.place.region
        names = {f"com.amazonaws.{region}.{service}": service for service in named}
        if not names:
            return {}
        told = self.aws.ec2.describe_managed_prefix_lists(
            Filters=[{"Name": "prefix-list-name", "Values": list(names)}]
        )["PrefixLists"]
        ids = {each["PrefixListId"]: names[each["PrefixListName"]] for each in told}
        return {ids[each]: blocks for each, blocks in self.lists(ids).items()}

    def lists(self, ids: Iterable[str]) -> dict[str, tuple[IPv4Network, ...]]:
        """The IPv4 blocks of prefix lists."""
        paginator = self.aws.ec2.get_paginator("get_managed_prefix_list_entries")
        return {
            each: tuple(
                IPv4Network(entry["Cidr"])
                for page in paginator.paginate(PrefixListId=each)
                for entry in page["Entries"]
                if ":" not in entry["Cidr"]
            )
            for each in ids
        }


def _subnet(said: "SubnetTypeDef") -> Subnet:
    return Subnet(
        said["SubnetId"],
        said["VpcId"],
        said["AvailabilityZone"],
        IPv4Network(said["CidrBlock"]),
        said["AvailableIpAddressCount"],
    )


def _table(said: "RouteTableTypeDef", lists: PrefixLists) -> RouteTable:
    associations = said["Associations"]
    return RouteTable(
        said["RouteTableId"],
        any(each.get("Main") for each in associations),
        frozenset(each["SubnetId"] for each in associations if "SubnetId" in each),
        tuple(route for each in said["Routes"] for route in _routes(each, lists)),
    )


def _listed(said: "RouteTypeDef") -> Iterator[str]:
    """The prefix list that a route is for, unless it leads to a gateway endpoint, which has that
    of its service.
    """
    if "DestinationPrefixListId" in said and not said.get("GatewayId", "").startswith("vpce-"):
        yield said["DestinationPrefixListId"]


def _routes(said: "RouteTypeDef", lists: PrefixLists) -> Iterator[Route]:
    """One for each block it is for; none for IPv6."""
    named: Mapping[str, object] = {**said}
    target = next((str(named[key]) for key in _ROUTE_TARGETS if named.get(key)), LOCAL)
    blocks = [IPv4Network(said["DestinationCidrBlock"])] if "DestinationCidrBlock" in said else []
    for block in (*blocks, *(block for name in _listed(said) for block in lists.get(name, ()))):
        yield Route(block, target, said.get("State") != "blackhole")


def _endpoint(said: "VpcEndpointTypeDef") -> Endpoint:
    """com.amazonaws.eu-west-1.sqs: only the last part differs in one region."""
    return Endpoint(
        said["VpcEndpointId"],
        said["ServiceName"].rpartition(".")[2],
        said["VpcEndpointType"],
        frozenset(said.get("SubnetIds", [])),
        frozenset(group["GroupId"] for group in said.get("Groups", [])),
        frozenset(said.get("RouteTableIds", [])),
        said.get("PrivateDnsEnabled", False),
    )


def _group(said: "SecurityGroupTypeDef") -> SecurityGroup:
    return SecurityGroup(
        said["GroupId"],
        said["GroupName"],
        said["VpcId"],
        tuple(_group_rule(each) for each in said["IpPermissions"] if each["IpProtocol"] in _TCP),
        tuple(
            _group_rule(each) for each in said["IpPermissionsEgress"] if each["IpProtocol"] in _TCP
        ),
    )


def _group_rule(said: "IpPermissionOutputTypeDef") -> GroupRule:
    every = said["IpProtocol"] == "-1"
    return GroupRule(
        ALL_PORTS if every else (said["FromPort"], said["ToPort"]),
        tuple(IPv4Network(each["CidrIp"]) for each in said.get("IpRanges", [])),
        frozenset(each["GroupId"] for each in said.get("UserIdGroupPairs", [])),
        tuple(each["PrefixListId"] for each in said.get("PrefixListIds", [])),
    )


def _lists(group: SecurityGroup) -> Iterator[str]:
    for rule in (*group.ingress, *group.egress):
        yield from rule.prefix_lists


def _acl(said: "NetworkAclTypeDef") -> NetworkAcl:
    return NetworkAcl(
        said["NetworkAclId"],
        frozenset(each["SubnetId"] for each in said["Associations"]),
        tuple(
            _acl_entry(each)
            for each in said["Entries"]
            if each["Protocol"] in _TCP and "CidrBlock" in each  # the others are of IPv6
        ),
    )


def _acl_entry(said: "NetworkAclEntryTypeDef") -> AclEntry:
    way: Way = "egress" if said["Egress"] else "ingress"
    ports: Ports = ALL_PORTS
    if "PortRange" in said:
        ports = (said["PortRange"]["From"], said["PortRange"]["To"])
    allows = said["RuleAction"] == "allow"
    return AclEntry(said["RuleNumber"], way, allows, IPv4Network(said["CidrBlock"]), ports)
