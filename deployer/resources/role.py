"""The function's role, with the rights it needs and no more.

Rights grow before a release goes live and shrink after it: what runs until then needs the old ones,
the new version needs the new ones when it is tried. What forbids (a Deny, a boundary) holds at
once.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from ..errors import SettingsError
from ..settings.permissions import Statement
from .base import HIDDEN, OPAQUE, SUBSET, Resource
from .place import Place
from .uses import Uses, statements

_LIMIT = 10_240
"""Characters of a role's inline policies together (IAM and AWS STS quotas)."""

_OF_OURS = 2_000
"""Characters of it that lift's own statements take, at most."""

_ATTACHED = 10
"""Managed policies on a role, unless AWS has raised it (IAM and AWS STS quotas)."""

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
    """``trust`` and ``policy`` are IAM policy documents; ``policy`` is the role's inline policy.

    ``managed_policies`` are the ARNs, sorted, of those that lift attaches or has attached;
    ``permissions_boundary`` is the ARN of one. ``recorded``: whether the role's own record of what
    lift attached is right, which it is not after a run that was cut short.
    """

    name: str
    trust: Mapping[str, object] = field(metadata=OPAQUE)
    policy: Mapping[str, object] = field(metadata=OPAQUE)
    tags: Mapping[str, str] = field(metadata=SUBSET)
    managed_policies: tuple[str, ...] = field(default=(), metadata=HIDDEN)
    permissions_boundary: str | None = None
    recorded: bool = field(default=True, metadata={"absent": "its tag names what is not attached"})

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
        return any(_NETWORK[0] in statement.get("Action", []) for statement in self.statements)

    @property
    def statements(self) -> list[Statement]:
        """Those of the inline policy."""
        found = self.policy.get("Statement", [])
        return found if isinstance(found, list) else []

    def grown(self, was: "Role") -> "Role":
        """This one with what ``was`` is allowed beside it, as far as AWS's limits have room."""
        allowed = [each for each in was.statements if each.get("Effect") == "Allow"]
        both = _document([*self.statements, *(e for e in allowed if e not in self.statements)])
        managed = tuple(sorted({*self.managed_policies, *was.managed_policies}))
        if _size(both) > _LIMIT or len(managed) > _ATTACHED:
            return self
        return replace(self, policy=both, managed_policies=managed)


def trust() -> dict[str, object]:
    """Lambda may take on the role."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    return _document([statement])


def policy(
    place: Place,
    functions: Mapping[str, str],
    uses: Uses,
    permissions: Iterable[Statement] = (),
) -> dict[str, object]:
    """Write the log groups, which are given by function, what versions of them use, and what the
    settings add as ``permissions``."""
    logs: list[Statement] = [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": place.arn("logs", f"log-group:{log_group}:*"),
        }
        for log_group in functions.values()
    ]
    network = _network(list(map(place.function, functions))) if uses.network else []
    return _document([*logs, *network, *statements(uses), *permissions])


def check_size(permissions: Iterable[Statement]) -> None:
    """Raise ``SettingsError`` when there is no room for ``permissions`` in the role's policy."""
    size, most = _size(_document(permissions)), _LIMIT - _OF_OURS
    if size > most:
        raise SettingsError(
            f"permissions: {size:,} characters of IAM policy, and a role has room for {most:,}",
            hint='make a managed policy of them and name it in "managed_policies"',
        )


def _document(statements: Iterable[Statement]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _size(document: Mapping[str, object]) -> int:
    return len(json.dumps(document, separators=(",", ":")))


def _network(function_arns: list[str]) -> list[Statement]:
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
