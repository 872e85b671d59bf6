"""A prepared network on the emulated AWS: right as it stands, and there to be spoilt."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lift.deployer.network.finding import Finding
from lift.deployer.settings.stage import VpcConfig

from ...aws_rules.kept import client
from ..bench import REGION, Bench, bench
from .aws_cli import carry_out


@dataclass
class Ground:
    """A VPC with a public subnet in which a NAT gateway stands, private subnets for the function
    and for databases in two zones, and a security group for each of the two.
    """

    bench: Bench
    vpc: str
    nat: str
    public: str
    private: tuple[str, str]
    data: tuple[str, str]
    table: str  # of the private subnets
    function: str  # its security group
    database: str

    @property
    def ec2(self) -> Any:
        return client("ec2", REGION)

    @property
    def rds(self) -> Any:
        return client("rds", REGION)

    def placed(self, *subnets: str) -> None:
        """The settings now name these subnets."""
        placed = VpcConfig(subnets, (self.function,))
        self.bench.stage = replace(self.bench.stage, vpc_config=placed)

    def nowhere(self) -> None:
        """The settings now name no VPC."""
        self.bench.stage = replace(self.bench.stage, vpc_config=None)

    def environment(self, **variables: str) -> None:
        self.bench.stage = replace(self.bench.stage, environment_variables=variables)

    def postgres(self, *subnets: str, public: bool = False) -> str:
        """An RDS instance in the database's group and subnets; its host."""
        self.rds.create_db_subnet_group(
            DBSubnetGroupName=self.vpc,
            DBSubnetGroupDescription="x",
            SubnetIds=subnets or self.data,
        )
        made = self.rds.create_db_instance(
            DBInstanceIdentifier="shop",
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            MasterUsername="alice",
            MasterUserPassword="correct horse",
            AllocatedStorage=20,
            DBSubnetGroupName=self.vpc,
            VpcSecurityGroupIds=[self.database],
            AvailabilityZone=f"{REGION}a",
            PubliclyAccessible=public,
        )
        return str(made["DBInstance"]["Endpoint"]["Address"])

    def redis(self) -> str:
        """A replication group in the database's group and subnets; its primary's host."""
        made = client("elasticache", REGION).create_replication_group(
            ReplicationGroupId="shop", ReplicationGroupDescription="x", Engine="redis"
        )["ReplicationGroup"]
        self.cluster(made["MemberClusters"][0])
        return str(made["NodeGroups"][0]["PrimaryEndpoint"]["Address"])

    def cluster(self, name: str, **told: object) -> None:
        """A cache of one node there, of which AWS tells more than the emulator does."""
        caches = client("elasticache", REGION)
        caches.create_cache_subnet_group(
            CacheSubnetGroupName=self.vpc,
            CacheSubnetGroupDescription="x",
            SubnetIds=list(self.data),
        )
        caches.create_cache_cluster(
            CacheClusterId=name,
            Engine="redis",
            CacheNodeType="cache.t4g.micro",
            NumCacheNodes=1,
            CacheSubnetGroupName=self.vpc,
        )
        told["SecurityGroups"] = [{"SecurityGroupId": self.database, "Status": "active"}]
        self.answers("DescribeCacheClusters", lambda said: said["CacheClusters"][0].update(told))

    def answers(self, operation: str, change: Callable[[Any], object]) -> None:
        """What ElastiCache answers goes through ``change`` first."""

        def changed(parsed: Any, **_: Any) -> None:
            change(parsed)

        events = self.bench.connect().session.events
        events.register(f"after-call.elasticache.{operation}", changed)

    def tells(self, operation: str, answer: Any) -> None:
        """ElastiCache answers so, although the emulator does not know the operation."""

        def told(**_: Any) -> Any:
            return SimpleNamespace(status_code=200), answer

        events = self.bench.connect().session.events
        events.register(f"before-call.elasticache.{operation}", told)

    def let_in(self, group: str, port: int, **whom: object) -> None:
        """A rule of a security group: UserIdGroupPairs, IpRanges or PrefixListIds."""
        rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **whom}
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])

    def shut(self, group: str, port: int, **whom: object) -> None:
        """Take such a rule back."""
        rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **whom}
        self.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])

    def no_egress(self, group: str) -> None:
        """Take away the rule that every new group has."""
        every = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        self.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[every])

    def acl(self, *subnets: str) -> str:
        """A network ACL of their own, which lets nothing pass."""
        made = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        for each in self.ec2.describe_network_acls()["NetworkAcls"]:
            for association in each["Associations"]:
                if association["SubnetId"] in subnets:
                    self.ec2.replace_network_acl_association(
                        AssociationId=association["NetworkAclAssociationId"], NetworkAclId=made
                    )
        return str(made)

    def mend(self, findings: list[Finding]) -> list[str]:
        """Run every line that is suggested."""
        lines = list(dict.fromkeys(line for finding in findings for line in finding.mend))
        for line in lines:
            carry_out(line)
        return lines


@contextmanager
def ground(folder: Path, block: str = "10.0") -> Iterator[Ground]:
    with bench(folder) as stage:
        made = prepare(stage, block)
        made.placed(*made.private)
        made.environment()
        yield made


def prepare(stage: Bench, block: str) -> Ground:
    """One such VPC, with addresses that begin with ``block``."""
    ec2 = client("ec2", REGION)
    vpc = ec2.create_vpc(CidrBlock=f"{block}.0.0/16")["Vpc"]["VpcId"]
    for switch in ("EnableDnsHostnames", "EnableDnsSupport"):
        ec2.modify_vpc_attribute(VpcId=vpc, **{switch: {"Value": True}})
    public, *others = (
        subnet(stage, vpc, f"{block}.{number}.0/24", zone)
        for number, zone in ((0, "a"), (1, "a"), (2, "b"), (11, "a"), (12, "b"))
    )
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table(stage, vpc, public, GatewayId=gateway)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=address)["NatGateway"]
    behind = table(stage, vpc, *others, NatGatewayId=nat["NatGatewayId"])
    return Ground(
        stage,
        vpc,
        nat["NatGatewayId"],
        public,
        (others[0], others[1]),
        (others[2], others[3]),
        behind,
        group(stage, vpc, "function"),
        group(stage, vpc, "database"),
    )


def subnet(stage: Bench, vpc: str, block: str, zone: str) -> str:
    made = client("ec2", REGION).create_subnet(
        VpcId=vpc, CidrBlock=block, AvailabilityZone=f"{REGION}{zone}"
    )
    return str(made["Subnet"]["SubnetId"])


def table(stage: Bench, vpc: str, *subnets: str, **target: str) -> str:
    """A route table for ``subnets`` whose default route leads to ``target``."""
    ec2 = client("ec2", REGION)
    made = str(ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])
    if target:
        ec2.create_route(RouteTableId=made, DestinationCidrBlock="0.0.0.0/0", **target)
    for each in subnets:
        ec2.associate_route_table(RouteTableId=made, SubnetId=each)
    return made


def group(stage: Bench, vpc: str, name: str) -> str:
    made = client("ec2", REGION).create_security_group(GroupName=name, Description=name, VpcId=vpc)
    return str(made["GroupId"])
