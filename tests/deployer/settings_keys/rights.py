"""Keys that say what the function may do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from lift.deployer.settings import load

from ..bench import ACCOUNT, REGION, bench
from .case import STAGE, Case, Group, Make
from .opened import Deployed, application, deploy

ROLE = f"shop-production-{REGION}"
ONE, TWO = (f"arn:aws:iam::{ACCOUNT}:policy/{name}" for name in ("one", "two"))
FIRST, SECOND = (f"arn:aws:iam::{ACCOUNT}:role/{name}" for name in ("first", "second"))
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}


@contextmanager
def with_roles(folder: Path) -> Iterator[Make[Deployed]]:
    """Policies and roles of the user's are there."""
    with bench(folder, application) as there:
        iam: Any = boto3.client("iam", region_name=REGION)
        trust = {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        for arn in (ONE, TWO):
            name = arn.rpartition("/")[2]
            iam.create_policy(PolicyName=name, PolicyDocument=_document(READ))
        for arn in (FIRST, SECOND):
            document = _document({"Effect": "Allow", **trust})
            name = arn.rpartition("/")[2]
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
        yield lambda file: deploy(there, load(file, STAGE))


def _document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allowed(there: Deployed) -> object:
    """The statements of the role that are not the log's."""
    policy = there.bench.client("iam").get_role_policy(RoleName=ROLE, PolicyName="lift")
    return policy["PolicyDocument"]["Statement"][1:]


def attached(there: Deployed) -> object:
    found = there.bench.client("iam").list_attached_role_policies(RoleName=ROLE)
    return [policy["PolicyArn"] for policy in found["AttachedPolicies"]]


def boundary(there: Deployed) -> object:
    role = there.bench.client("iam").get_role(RoleName=ROLE)["Role"]
    return role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")


GROUPS = (
    Group(
        "rights",
        with_roles,
        (
            Case(
                "permissions",
                {"s3:GetObject": "arn:aws:s3:::media/*"},
                [{**READ, "Action": ["s3:*"]}],
                allowed,
                ([], [READ], [{**READ, "Action": ["s3:*"]}]),
            ),
            Case("managed_policies", [ONE], [TWO], attached, ([], [ONE], [TWO])),
            Case("permissions_boundary", ONE, TWO, boundary, (None, ONE, TWO)),
        ),
    ),
    Group(
        "role",
        with_roles,
        (
            Case(
                "role_arn",
                FIRST,
                SECOND,
                lambda there: there.live["Role"],
                (f"arn:aws:iam::{ACCOUNT}:role/{ROLE}", FIRST, SECOND),
            ),
        ),
    ),
)
