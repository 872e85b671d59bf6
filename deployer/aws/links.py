"""EC2: what connects VPCs with each other. Reads only."""

from typing import TYPE_CHECKING

from ..network.link import Links, Peering
from .errors import doing, is_denied

if TYPE_CHECKING:
    from .session import Aws


def links(aws: "Aws", vpc: str) -> Links:
    """Peerings of ``vpc``, and every VPC of the account that is attached to a transit gateway."""
    from botocore.exceptions import ClientError

    with doing(f"look at the connections of VPC {vpc}"):
        try:
            return Links(tuple(_peerings(aws, vpc)), _transit(aws))
        except ClientError as error:
            if not is_denied(error):
                raise
            return Links(unread=f"access denied to ec2:{error.operation_name}")


def _peerings(aws: "Aws", vpc: str) -> list[Peering]:
    found = []
    for side in ("requester", "accepter"):
        pages = aws.ec2.get_paginator("describe_vpc_peering_connections").paginate(
            Filters=[{"Name": f"{side}-vpc-info.vpc-id", "Values": [vpc]}]
        )
        for page in pages:
            for each in page["VpcPeeringConnections"]:
                both = (each["RequesterVpcInfo"], each["AccepterVpcInfo"])
                vpcs = frozenset(info["VpcId"] for info in both)
                found.append(Peering(each["VpcPeeringConnectionId"], vpcs, each["Status"]["Code"]))
    return found


def _transit(aws: "Aws") -> dict[str, frozenset[str]]:
    pages = aws.ec2.get_paginator("describe_transit_gateway_vpc_attachments").paginate()
    found: dict[str, frozenset[str]] = {}
    for page in pages:
        for each in page["TransitGatewayVpcAttachments"]:
            if each["State"] == "available":
                vpc = each["VpcId"]
                found[vpc] = found.get(vpc, frozenset()) | {each["TransitGatewayId"]}
    return found
