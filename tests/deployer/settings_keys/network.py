"""Keys that place the function in a VPC."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3

from lift.deployer.settings import Stage, VpcConfig, load

from ..bench import REGION, bench
from .case import BARE, STAGE, Case, Group, Make
from .opened import Deployed, application, deploy

ACCESS_POINTS = f"arn:aws:elasticfilesystem:{REGION}:123456789012:access-point"


@contextmanager
def in_network(folder: Path) -> Iterator[Make[Deployed]]:
    """AWS chooses the ids: the settings have names in their place."""
    with bench(folder, application) as there:
        ids = _network()

        def make(file: Path) -> Deployed:
            stage = load(file, STAGE)
            return deploy(there, replace(stage, vpc_config=_named(stage, ids)))

        yield make


def _network() -> dict[str, str]:
    ec2: Any = boto3.client("ec2", region_name=REGION)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ids: dict[str, str] = {}
    for number in ("1", "2"):
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24")["Subnet"]
        group = ec2.create_security_group(GroupName=number, Description="x", VpcId=vpc)
        ids |= {f"subnet-{number}": subnet["SubnetId"], f"sg-{number}": group["GroupId"]}
    return ids


def _named(stage: Stage, ids: Mapping[str, str]) -> VpcConfig | None:
    if (vpc := stage.vpc_config) is None:
        return None
    subnets, groups = vpc.subnet_ids, vpc.security_group_ids
    return VpcConfig(tuple(ids[each] for each in subnets), tuple(ids[each] for each in groups))


def place(there: Deployed) -> object:
    """How many subnets and groups the function has, and whether the role lets Lambda in."""
    vpc = there.live.get("VpcConfig", {})
    subnets, groups = vpc.get("SubnetIds", []), vpc.get("SecurityGroupIds", [])
    allowed = bool(subnets) and there.may("ec2:CreateNetworkInterface", "*")
    return len(subnets), len(groups), allowed


def file_system(there: Deployed) -> object:
    """Where it is mounted, through which access point, and whether the role may."""
    for system in there.live.get("FileSystemConfigs", ()):
        any_system = f"arn:aws:elasticfilesystem:{REGION}:123456789012:file-system/*"
        allowed = there.may("elasticfilesystem:ClientWrite", any_system)
        return system["LocalMountPath"], system["Arn"], allowed
    return None


ONE = {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
TWO = {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-2"]}
FIRST, SECOND = (f"{ACCESS_POINTS}/fsap-{number}" for number in (1, 2))

GROUPS = (
    Group(
        "VPC",
        in_network,
        (Case("vpc_config", ONE, TWO, place, ((0, 0, False), (1, 1, True), (2, 1, True))),),
    ),
    Group(
        "file system",
        in_network,
        (
            Case(
                "efs",
                {"access_point_arn": FIRST, "mount_path": "/mnt/a"},
                {"access_point_arn": SECOND, "mount_path": "/mnt/b"},
                file_system,
                (None, ("/mnt/a", FIRST, True), ("/mnt/b", SECOND, True)),
            ),
        ),
        BARE | {"vpc_config": ONE},
    ),
)
