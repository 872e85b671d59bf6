"""EC2: whose network interfaces have private addresses. Reads only.

So everything is found that stands in a VPC: MSK, OpenSearch, Amazon MQ, endpoints, load balancers,
instances.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from ..network.target import Inside
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_ec2.type_defs import NetworkInterfaceTypeDef

    from .session import Aws


def interfaces(aws: "Aws", addresses: Sequence[str], vpc: str | None) -> Inside | None:
    """What has the addresses, by preference in ``vpc``; None when nothing of this account has.

    They are unique in one VPC only: where just others have them, and several, nobody knows.
    """
    pages = aws.ec2.get_paginator("describe_network_interfaces").paginate(
        Filters=[{"Name": "addresses.private-ip-address", "Values": list(addresses)}]
    )
    with doing(f"look whose address {', '.join(addresses)} is"):
        there = [each for page in pages for each in page["NetworkInterfaces"]]
    vpcs = {each["VpcId"] for each in there}
    chosen = vpc if vpc in vpcs else min(vpcs, default=None)
    if chosen is None or (chosen != vpc and len(vpcs) > 1):
        return None
    return _one([each for each in there if each["VpcId"] == chosen], addresses)


def _one(said: "list[NetworkInterfaceTypeDef]", addresses: Sequence[str]) -> Inside:
    first = said[0]
    about = first.get("Description") or first["InterfaceType"]
    groups = {group["GroupId"]: None for each in said for group in each["Groups"]}
    return Inside(
        f"{first['NetworkInterfaceId']} ({about})",
        first["VpcId"],
        tuple({each["SubnetId"]: None for each in said}),
        tuple(groups),
        address=IPv4Network(addresses[0]) if len(addresses) == 1 else None,
    )
