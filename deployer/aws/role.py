"""IAM: the function's role with its one inline policy, and the managed ones attached to it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, cast

from ..errors import SettingsError
from ..plan.actual import Found
from ..resources.ref import Attributes
from ..resources.role import Role
from ..resources.tags import missing, stale
from .absent import found, gone
from .errors import code, doing, is_denied
from .wait import retrying

if TYPE_CHECKING:
    from types_boto3_iam.type_defs import TagTypeDef

    from .session import Aws


class _Boundary(TypedDict, total=False):
    PermissionsBoundary: str


POLICY = "lift"
ATTACHED = "lift:managed-policies"  # the tag that tells the managed policies that lift attached
_SPREADS_WITHIN = 60  # seconds until IAM knows everywhere what it was told
_HASH = 8  # hex digits: enough to tell a role's few policies apart, few enough for one tag


def read(aws: "Aws", name: str) -> Found | None:
    """The role with what lift put on it; ``beside`` is what others have."""
    answer = found(lambda: aws.iam.get_role(RoleName=name))
    if answer is None:
        return None
    there = answer["Role"]
    tags = {tag["Key"]: tag["Value"] for tag in there.get("Tags", [])}
    with ThreadPoolExecutor() as pool:
        inline = pool.submit(_inline_policies, aws, name)
        attached = pool.submit(_attached_policies, aws, name)
        policy = found(lambda: aws.iam.get_role_policy(RoleName=name, PolicyName=POLICY))
        recorded = tags.pop(ATTACHED, "").split()
        ours = [arn for arn in attached.result() if _hash(arn) in recorded]
        others = [arn for arn in attached.result() if arn not in ours]
    document: object = policy["PolicyDocument"] if policy else {}
    role = Role(
        name,
        _document(there.get("AssumeRolePolicyDocument")),
        _document(document),
        tags,
        tuple(sorted(ours)),
        there.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        recorded=len(recorded) == len(ours),
    )
    beside = (
        *(f"inline policy {policy}" for policy in inline.result() if policy != POLICY),
        *(f"managed policy {arn.rpartition('/')[2]}" for arn in others),
    )
    return Found(role, {"arn": there["Arn"]}, beside=beside)


def _inline_policies(aws: "Aws", name: str) -> list[str]:
    pages = aws.iam.get_paginator("list_role_policies").paginate(RoleName=name)
    return found(lambda: [policy for page in pages for policy in page["PolicyNames"]]) or []


def _attached_policies(aws: "Aws", name: str) -> list[str]:
    """The ARNs of the managed policies on the role, whoever attached them."""
    pages = aws.iam.get_paginator("list_attached_role_policies").paginate(RoleName=name)
    policies = found(lambda: [policy for page in pages for policy in page["AttachedPolicies"]])
    return [policy["PolicyArn"] for policy in policies or []]


def check(aws: "Aws", arn: str) -> None:
    """Raise ``SettingsError`` when the ``role_arn`` of the settings is no role for a function.

    Who may not look at it goes on: Lambda checks it as well.
    """
    from botocore.exceptions import ClientError

    if arn.split(":")[4] != aws.place.account:
        raise SettingsError(
            f"role_arn: {arn} is not of the account {aws.place.account}",
            hint="a function takes on roles of its own account only",
        )
    with doing(f"look at role_arn {arn}"):
        try:
            answer = found(lambda: aws.iam.get_role(RoleName=arn.rpartition("/")[2]))
        except ClientError as error:
            if not is_denied(error):
                raise
            return
    if answer is None or answer["Role"]["Arn"] != arn:
        raise SettingsError(
            f"role_arn: there is no role {arn}", hint="create it, or leave it out: lift makes one"
        )
    if "lambda.amazonaws.com" not in json.dumps(answer["Role"].get("AssumeRolePolicyDocument")):
        raise SettingsError(
            f"role_arn: Lambda may not take on {arn}",
            hint='its trust policy has to allow sts:AssumeRole to {"Service": '
            '"lambda.amazonaws.com"}',
        )


def create(aws: "Aws", role: Role) -> Attributes:
    boundary: _Boundary = {}
    if role.permissions_boundary:
        boundary = {"PermissionsBoundary": role.permissions_boundary}
    answer = aws.iam.create_role(
        RoleName=role.name,
        AssumeRolePolicyDocument=json.dumps(role.trust),
        Description="What the Lambda function of this name may do",
        Tags=_pairs(role.tags),
        **boundary,
    )
    _put_policy(aws, role)
    _attach(aws, role, replace(role, managed_policies=()))
    return {"arn": answer["Role"]["Arn"]}


def update(aws: "Aws", role: Role, was: Role) -> None:
    """What forbids comes first, then what allows.

    The tag that tells what lift attached never names less than there is, wherever a run ends.
    """
    if role.permissions_boundary != was.permissions_boundary:
        _bound(aws, role)
    if role.trust != was.trust:
        aws.iam.update_assume_role_policy(RoleName=role.name, PolicyDocument=json.dumps(role.trust))
    if old := stale(role.tags, was.tags):
        aws.iam.untag_role(RoleName=role.name, TagKeys=old)
    if new := missing(role.tags, was.tags):
        aws.iam.tag_role(RoleName=role.name, Tags=_pairs(new))
    if role.policy != was.policy:
        _put_policy(aws, role)
    _attach(aws, role, was)


def _attach(aws: "Aws", role: Role, was: Role) -> None:
    """Also detach what was attached and is not wanted any more."""
    more = [arn for arn in role.managed_policies if arn not in was.managed_policies]
    less = [arn for arn in was.managed_policies if arn not in role.managed_policies]
    if more:
        _record(aws, role.name, [*was.managed_policies, *more])
    for arn in more:
        aws.iam.attach_role_policy(RoleName=role.name, PolicyArn=arn)
    for arn in less:
        _detach(aws, role.name, arn)
    if less or not was.recorded:
        _record(aws, role.name, role.managed_policies)


def _record(aws: "Aws", name: str, arns: Sequence[str]) -> None:
    """Tag the role with what lift attaches; with hashes, since an ARN may be longer than a tag."""
    if arns:
        tag = {ATTACHED: " ".join(map(_hash, arns))}
        aws.iam.tag_role(RoleName=name, Tags=_pairs(tag))
    else:
        aws.iam.untag_role(RoleName=name, TagKeys=[ATTACHED])


def delete(aws: "Aws", name: str) -> None:
    """With every policy on it, also those that somebody attached: IAM asks for that."""
    gone(lambda: _delete(aws, name))


def _delete(aws: "Aws", name: str) -> None:
    iam = aws.iam
    for arn in _attached_policies(aws, name):
        _detach(aws, name, arn)
    for policy in _inline_policies(aws, name):
        iam.delete_role_policy(RoleName=name, PolicyName=policy)
    retrying(
        lambda: iam.delete_role(RoleName=name),
        lambda error: code(error) == "DeleteConflict",  # the policies are not gone everywhere yet
        aws,
        what=f"the policies of role {name} to be gone",
        usually="a few seconds",
        timeout=_SPREADS_WITHIN,
    )


def _bound(aws: "Aws", role: Role) -> None:
    if arn := role.permissions_boundary:
        aws.iam.put_role_permissions_boundary(RoleName=role.name, PermissionsBoundary=arn)
    else:
        aws.iam.delete_role_permissions_boundary(RoleName=role.name)


def _put_policy(aws: "Aws", role: Role) -> None:
    aws.iam.put_role_policy(
        RoleName=role.name, PolicyName=POLICY, PolicyDocument=json.dumps(role.policy)
    )


def _detach(aws: "Aws", name: str, arn: str) -> None:
    gone(lambda: aws.iam.detach_role_policy(RoleName=name, PolicyArn=arn))


def _hash(arn: str) -> str:
    return hashlib.sha256(arn.encode()).hexdigest()[:_HASH]


def _document(value: object) -> Mapping[str, object]:
    """A policy document; the SDK has decoded it already, some emulators leave it a string."""
    document = json.loads(value) if isinstance(value, str) else value
    return cast("Mapping[str, object]", document or {})


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]
