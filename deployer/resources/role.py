"""The function's role, with the rights it needs and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import OPAQUE, SUBSET, Resource
from .place import Place
from .uses import Uses, statements

_NETWORK = (  # what AWSLambdaVPCAccessExecutionRole allows beside the logs
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)


@dataclass(frozen=True)
class Role(Resource):
    """``trust`` and ``policy`` are IAM policy documents; ``policy`` is the role's inline policy."""

    name: str
    trust: Mapping[str, object] = field(metadata=OPAQUE)
    policy: Mapping[str, object] = field(metadata=OPAQUE)
    tags: Mapping[str, str] = field(metadata=SUBSET)

    used_by: ClassVar[tuple[str, ...]] = ("function", "former")

    @property
    def key(self) -> str:
        return "role"

    @property
    def title(self) -> str:
        return f"role {self.name}"

    @property
    def network(self) -> bool:
        """Whether it lets Lambda make network interfaces."""
        statements = self.policy.get("Statement", [])
        return any(
            _NETWORK[0] in statement.get("Action", [])
            for statement in (statements if isinstance(statements, list) else [])
        )


def trust() -> dict[str, object]:
    """Lambda may take on the role."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def policy(place: Place, functions: Mapping[str, str], uses: Uses) -> dict[str, object]:
    """Write the log groups, which are given by function, and what versions of them use."""
    logs = [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": place.arn("logs", f"log-group:{log_group}:*"),
        }
        for log_group in functions.values()
    ]
    network = _network(list(map(place.function, functions))) if uses.network else []
    return {"Version": "2012-10-17", "Statement": [*logs, *network, *statements(uses)]}


def _network(function_arns: list[str]) -> list[dict[str, object]]:
    """The Lambda service may make network interfaces for the function, its code may not.

    AWS, "Giving Lambda functions access to resources in an Amazon VPC", security best practices:
    these actions know no resource to narrow them to, but the caller can be told apart.
    """
    actions = list(_NETWORK)
    return [
        {"Effect": "Allow", "Action": actions, "Resource": "*"},
        {
            "Effect": "Deny",
            "Action": actions,
            "Resource": "*",
            "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": function_arns}},
        },
    ]
