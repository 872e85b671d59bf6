"""EC2: the VPC that the settings name, and the function's interfaces in it. Reads only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..resources.spec import Network
from .errors import code, doing

if TYPE_CHECKING:
    from .session import Aws

_MISSING = ("NotFound", "Malformed")  # InvalidSubnetID.NotFound, InvalidGroupId.Malformed


def vpc_of(aws: "Aws", network: Network) -> str:
    """The id of the VPC that the subnets and security groups are of.

    Raises ``SettingsError`` when an id is not there or the ids are of several VPCs.
    """
    from botocore.exceptions import ClientError

    region = aws.place.region
    with doing("look at the VPC of vpc_config"):
        try:
            subnets = aws.ec2.describe_subnets(SubnetIds=list(network.subnet_ids))["Subnets"]
            groups = aws.ec2.describe_security_groups(GroupIds=list(network.security_group_ids))
        except ClientError as error:
            if not code(error).endswith(_MISSING):
                raise
            said = error.response["Error"].get("Message", "").rstrip(".")
            raise SettingsError(
                f"vpc_config: {said} (region {region})",
                hint="take the ids from the VPC console of that region and account",
            ) from error
    vpcs = {subnet["VpcId"] for subnet in subnets}
    vpcs |= {group["VpcId"] for group in groups["SecurityGroups"]}
    if len(vpcs) > 1:
        raise SettingsError(
            f"vpc_config: the subnets and security groups are of {len(vpcs)} VPCs: "
            f"{', '.join(sorted(vpcs))}",
            hint="name subnets and security groups of one VPC",
        )
    return vpcs.pop()


def held(aws: "Aws", network: Network) -> frozenset[str]:
    """The subnets in which Lambda has the interface already that a function placed so uses."""
    pages = aws.ec2.get_paginator("describe_network_interfaces").paginate(
        Filters=[{"Name": "subnet-id", "Values": list(network.subnet_ids)}]
    )
    wanted = set(network.security_group_ids)
    with doing("look for Lambda's network interfaces"):
        return frozenset(
            each["SubnetId"]
            for page in pages
            for each in page["NetworkInterfaces"]
            if each["InterfaceType"] == "lambda"
            and {group["GroupId"] for group in each["Groups"]} == wanted
        )


def interfaces(aws: "Aws", function: str) -> int:
    """How many network interfaces Lambda holds for ``function`` alone; it describes them so.

    Functions with the same subnet and security groups share one, which stays as long as one of them
    does (AWS, "Understanding Hyperplane Elastic Network Interfaces").
    """
    wanted = f"AWS Lambda VPC ENI-{function}-*"
    pages = aws.ec2.get_paginator("describe_network_interfaces").paginate(
        Filters=[{"Name": "description", "Values": [wanted]}]
    )
    with doing(f"look for network interfaces of function {function}"):
        held = [
            (each["SubnetId"], frozenset(group["GroupId"] for group in each["Groups"]))
            for page in pages
            for each in page["NetworkInterfaces"]
        ]
        shared = set(_used_by_others(aws, function)) if held else set()
    return sum(place not in shared for place in held)


def _used_by_others(aws: "Aws", function: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Subnet and security groups of every other function in a VPC."""
    for page in aws.lambda_.get_paginator("list_functions").paginate():
        for other in page["Functions"]:
            vpc = other.get("VpcConfig") or {}
            for subnet in vpc.get("SubnetIds", []) if other["FunctionName"] != function else []:
                yield subnet, frozenset(vpc.get("SecurityGroupIds", []))
