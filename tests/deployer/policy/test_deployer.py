"""The deployer's policy is enough for every command, and nothing in it is too much."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.aws import function
from lift.deployer.aws.account import alias
from lift.deployer.aws.deployments import deployments
from lift.deployer.aws.logs import filter_log_events
from lift.deployer.check import check
from lift.deployer.errors import AwsError
from lift.deployer.logs import tail
from lift.deployer.policy import deployer
from lift.deployer.policy.grant import everything as unlimited
from lift.deployer.policy.grants import GRANTS
from lift.deployer.policy.operations import action
from lift.deployer.releases import releases
from lift.deployer.resolver import Resolved
from lift.deployer.resources.alias import LIVE
from lift.deployer.rollback import rollback
from lift.deployer.settings import VpcConfig
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.domain import Domain
from lift.deployer.settings.load_balancer import LoadBalancer
from lift.deployer.settings.permissions import permissions
from lift.deployer.status import status
from lift.deployer.undeploy import undeploy

from ..bench import ACCOUNT, FUNCTION, REGION, Bench, bench
from ..doors.listener import listener
from ..settings_keys.opened import application
from .asked import Asked
from .calls import calls
from .enforced import Enforced, allowed

MB = 1024 * 1024
POLICY = f"arn:aws:iam::{ACCOUNT}:policy/mine"
SEEN = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "x"}
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"
NOT_EMULATED = {  # `docker push`, Lambda's own way to a file system, a function of others
    "AuthorizerFunction",
    "ImageChanges",
    "RegistryLogin",
    "FileSystem",
}
NOT_GIVEN = {
    "iam:DeleteRolePermissionsBoundary",  # no deployer frees a role of its limits
    "lambda:ListTags",  # only asked where tag:GetResources is refused
}
OF_OTHERS = {  # what AWS or Docker asks with the caller's rights, beside the calls that lift makes
    "apigateway:SetWebACL",
    "apigateway:TagResource",
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


def at_home(there: Bench) -> dict[str, Any]:
    """All that an HTTP API and lift's own role and bucket can have."""
    there.client("route53").create_hosted_zone(Name="example.com", CallerReference="x")
    allow = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'
    document = f'{{"Version": "2012-10-17", "Statement": [{allow}]}}'
    there.client("iam").create_policy(PolicyName="mine", PolicyDocument=document)
    there.padding = 9 * MB  # so that there is a bucket
    return {
        "keep_warm": "rate(4 minutes)",
        "domain": (Domain("shop.example.com"),),
        "access_logs": AccessLogs(),
        "reserved_concurrency": 5,
        "permissions": permissions({"s3:GetObject": "*"}),
        "managed_policies": (POLICY,),
        "permissions_boundary": POLICY,
        "aws_kms_key_arn": KEY,
        "environment_variables": {"DATABASE_URL": f"postgres://db.x.{REGION}.rds.amazonaws.com"},
    }


def abroad(there: Bench) -> dict[str, Any]:
    """A function URL, a VPC, and what somebody else made."""
    trust = '{"Statement": {"Principal": {"Service": "lambda.amazonaws.com"}}}'
    role = there.client("iam").create_role(RoleName="own", AssumeRolePolicyDocument=trust)
    there.client("s3").create_bucket(
        Bucket="archives", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    ec2 = there.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="x", Description="x", VpcId=vpc)["GroupId"]
    return {
        "api": "url",
        "s3_bucket": "archives",
        "role_arn": role["Role"]["Arn"],
        "vpc_config": VpcConfig((subnet,), (group,)),
    }


def with_keys(there: Bench) -> dict[str, Any]:
    """All that only a REST API can have."""
    made = there.client("wafv2").create_web_acl(
        Name="acl", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=SEEN
    )
    return {"api": "rest", "api_keys": ("a",), "web_acl_arn": made["Summary"]["ARN"]}


def behind(there: Bench) -> dict[str, Any]:
    """A load balancer of the user's."""
    return {"api": "alb", "load_balancer": LoadBalancer(listener(there), ("shop.example.com",))}


def everything(there: Bench) -> None:
    """Every command that talks to AWS, from the first deployment to the end."""
    there.stage, settled = replace(there.stage, permissions_boundary=None), there.stage
    there.deploy()
    there.stage = settled
    there.code, there.dependencies = "v2", "django 6"
    there.preview()
    there.deploy()
    aws, name = there.connect(), there.connect().target.names.function
    status(aws)
    releases(aws)
    tail.once(partial(filter_log_events, aws, aws.target.names.log_group, pattern=""), 0)
    function.invoke(aws, name, LIVE, {"lift": "keep-warm"})
    check(aws, ask=lambda _: Resolved())
    deployments(aws)
    alias(aws)
    rollback(aws, None, there.ui, yes=True)
    there.code = "v3"
    there.update()
    there.clock.sleep(60)
    undeploy(aws, there.ui, yes=True)


@dataclass(frozen=True)
class Lived:
    """The policy under which a stage went through everything, and what IAM was asked."""

    statements: list[Any]
    every: list[Asked]


def live(folder: Path, settings: Callable[[Bench], dict[str, Any]]) -> Lived:
    with bench(folder, application) as there:
        there.stage = replace(there.stage, **settings(there))
        document: Any = deployer(there.connect().target)
        enforced = Enforced(document["Statement"])
        enforced.attach(there.connect().session)
        everything(there)
        assert enforced.refused == []
    return Lived(document["Statement"], enforced.every)


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> list[Lived]:
    return [
        live(tmp_path_factory.mktemp("lived"), each)
        for each in (at_home, abroad, with_keys, behind)
    ]


def test_every_command_works_under_the_policy(lives: list[Lived]) -> None:
    assert all(lived.every for lived in lives)


@pytest.mark.parametrize("sid", [g.sid for g in GRANTS if g.sid not in NOT_EMULATED])
def test_without_any_one_statement_some_command_is_refused(lives: list[Lived], sid: str) -> None:
    refused = []
    for lived in lives:
        rest = [each for each in lived.statements if each["Sid"] != sid]
        if len(rest) < len(lived.statements):
            refused += [each for each in set(lived.every) if not allowed(rest, each)]
    assert refused


def test_without_a_statement_the_command_fails_and_says_which(tmp_path: Path) -> None:
    with bench(tmp_path, application) as there:
        document: Any = deployer(there.connect().target)
        rest = [each for each in document["Statement"] if each["Sid"] != "PassRole"]
        Enforced(rest).attach(there.connect().session)
        with pytest.raises(AwsError) as caught:
            there.deploy()
    role = f"arn:aws:iam::{ACCOUNT}:role/{FUNCTION}-{REGION}"
    assert f"access denied, iam:PassRole on {role}" in caught.value.message
    assert f'"Resource": "{role}"' in caught.value.details


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
