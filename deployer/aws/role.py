"""IAM: the function's role with its one inline policy."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

from ..plan.actual import Found
from ..resources.ref import Attributes
from ..resources.role import Role
from .absent import found, gone
from .errors import code
from .wait import retrying

if TYPE_CHECKING:
    from types_boto3_iam.type_defs import RoleTypeDef, TagTypeDef

    from .session import Aws

POLICY = "lift"
_SPREADS_WITHIN = 60  # seconds until IAM knows everywhere what it was told


def read(aws: "Aws", name: str) -> Found | None:
    answer = found(lambda: aws.iam.get_role(RoleName=name))
    if answer is None:
        return None
    role = answer["Role"]
    with ThreadPoolExecutor() as pool:
        inline = pool.submit(_inline_policies, aws, name)
        attached = pool.submit(_attached_policies, aws, name)
        policy = found(lambda: aws.iam.get_role_policy(RoleName=name, PolicyName=POLICY))
        beside = (*inline.result(), *attached.result())
    document: object = policy["PolicyDocument"] if policy else {}
    return Found(
        Role(
            name, _document(role.get("AssumeRolePolicyDocument")), _document(document), _tags(role)
        ),
        {"arn": role["Arn"]},
        beside=beside,
    )


def _inline_policies(aws: "Aws", name: str) -> list[str]:
    """What the inline policies are called that others have put on the role."""
    iam = aws.iam
    inline = found(lambda: iam.list_role_policies(RoleName=name)["PolicyNames"]) or []
    return [f"inline policy {policy}" for policy in inline if policy != POLICY]


def _attached_policies(aws: "Aws", name: str) -> list[str]:
    """What the managed policies are called that others have attached to the role."""
    iam = aws.iam
    attached = found(lambda: iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"])
    return [f"managed policy {policy['PolicyName']}" for policy in attached or []]


def create(aws: "Aws", role: Role) -> Attributes:
    answer = aws.iam.create_role(
        RoleName=role.name,
        AssumeRolePolicyDocument=json.dumps(role.trust),
        Description="What the Lambda function of this name may do",
        Tags=_pairs(role.tags),
    )
    _put_policy(aws, role)
    return {"arn": answer["Role"]["Arn"]}


def update(aws: "Aws", role: Role, was: Role) -> None:
    if role.trust != was.trust:
        aws.iam.update_assume_role_policy(RoleName=role.name, PolicyDocument=json.dumps(role.trust))
    if role.policy != was.policy:
        _put_policy(aws, role)
    if missing := {k: v for k, v in role.tags.items() if was.tags.get(k) != v}:
        aws.iam.tag_role(RoleName=role.name, Tags=_pairs(missing))


def delete(aws: "Aws", name: str) -> None:
    """With every policy on it, also those that somebody attached: IAM asks for that."""
    gone(lambda: _delete(aws, name))


def _delete(aws: "Aws", name: str) -> None:
    iam = aws.iam
    for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=name):
        for attached in page["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
    for inline in iam.get_paginator("list_role_policies").paginate(RoleName=name):
        for policy in inline["PolicyNames"]:
            iam.delete_role_policy(RoleName=name, PolicyName=policy)
    retrying(
        lambda: iam.delete_role(RoleName=name),
        lambda error: code(error) == "DeleteConflict",  # the policies are not gone everywhere yet
        aws,
        what=f"the policies of role {name} to be gone",
        usually="a few seconds",
        timeout=_SPREADS_WITHIN,
    )


def _put_policy(aws: "Aws", role: Role) -> None:
    aws.iam.put_role_policy(
        RoleName=role.name, PolicyName=POLICY, PolicyDocument=json.dumps(role.policy)
    )


def _document(value: object) -> Mapping[str, object]:
    """A policy document; the SDK has decoded it already, some emulators leave it a string."""
    document = json.loads(value) if isinstance(value, str) else value
    return cast("Mapping[str, object]", document or {})


def _tags(role: "RoleTypeDef") -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in role.get("Tags", [])}


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]
