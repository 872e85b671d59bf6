"""The deployer's policy is enough for every command, and nothing in it is too much."""

import re

import pytest

from lift.deployer.errors import AwsError
from lift.deployer.policy.grant import Grant
from lift.deployer.policy.grant import everything as unlimited
from lift.deployer.policy.grants import GRANTS
from lift.deployer.policy.operations import action

from .calls import calls
from .lives import LIVES, denied

NOT_EMULATED = {  # `docker push`, Lambda's own way to a file system, a function of others
    "AuthorizerFunction",
    "ImageChanges",
    "RegistryLogin",
    "FileSystem",
}
HIDDEN = {  # the role is looked at to advise; a bucket that is hidden is waited for, in vain
    "Bucket",
    "OwnRole",
}
NOT_GIVEN = {
    "iam:DeleteRolePermissionsBoundary",  # no deployer frees a role of its limits
    "lambda:ListTags",  # only asked where tag:GetResources is refused
}
OF_OTHERS = {  # what AWS or Docker asks with the caller's rights, beside the calls that lift makes
    "apigateway:SetWebACL",
    "apigateway:TagResource",
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:PutMetricAlarm",
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
    "elasticfilesystem:DescribeMountTargets",
    "iam:CreateServiceLinkedRole",
    "iam:PassRole",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:Encrypt",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "s3:GetObject",
    "s3:TagResource",
    "ssm:AddTagsToResource",
}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AwsError]:
    """What a command ended with, by the statement that was missing."""
    known: dict[str, AwsError] = {}
    for settings in LIVES:
        denied(tmp_path_factory.mktemp("lived"), settings, known)
    return known


@pytest.mark.parametrize(
    "grant", [g for g in GRANTS if g.sid not in NOT_EMULATED | HIDDEN], ids=lambda grant: grant.sid
)
def test_without_any_one_statement_a_command_fails_and_says_which(
    errors: dict[str, AwsError], grant: Grant
) -> None:
    error = errors[grant.sid]
    denied = re.findall(r"access denied, (\S+)", f"{error.message} {error.details}")
    assert denied
    assert set(denied) <= set(grant.actions)


def test_each_call_in_the_source_is_allowed_and_each_action_is_needed() -> None:
    given = {each for grant in GRANTS for each in grant.actions}
    needed = {action(*call) for call in calls()}
    assert needed - given == NOT_GIVEN
    assert given - needed == OF_OTHERS


def test_statements_have_names_of_their_own_and_a_star_only_where_there_is_no_other_way() -> None:
    sids = [grant.sid for grant in GRANTS]
    assert len(set(sids)) == len(sids)
    stars = {grant.sid for grant in GRANTS if grant.resources is unlimited}
    assert stars == {
        "Look",
        "AccessLogs",
        "CertificateRequest",
        "RegistryLogin",
        "Network",
        "FileSystem",
    }
