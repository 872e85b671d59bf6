"""Stages that between them need every statement, and all that is done to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from lift.deployer.aws import function
from lift.deployer.aws.account import alias
from lift.deployer.aws.deployments import deployments
from lift.deployer.aws.logs import filter_log_events
from lift.deployer.aws.metrics import counted
from lift.deployer.engine.check import check
from lift.deployer.engine.live import of_live
from lift.deployer.engine.manage import event, finished
from lift.deployer.engine.releases import releases
from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.status import status
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError
from lift.deployer.logs import tail
from lift.deployer.policy import deployer
from lift.deployer.resolver import Resolved
from lift.deployer.resources.alias import LIVE
from lift.deployer.settings import VpcConfig
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.domain import Domain
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.load_balancer import LoadBalancer
from lift.deployer.settings.permissions import permissions
from lift.deployer.settings.provisioned_concurrency import ByUse

from ..bench import ACCOUNT, REGION, Bench, bench
from ..doors.listener import listener
from ..settings_keys.opened import application
from .asked import Asked
from .enforced import Enforced, allowed

Command = Callable[[Bench], object]
Settings = Callable[[Bench], dict[str, Any]]

MB = 1024 * 1024
POLICY = f"arn:aws:iam::{ACCOUNT}:policy/mine"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"
SEEN = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "x"}


def at_home(there: Bench) -> dict[str, Any]:
    """All that an HTTP API and lift's own role and bucket can have."""
    there.client("route53").create_hosted_zone(Name="example.com", CallerReference="x")
    allow = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'
    document = f'{{"Version": "2012-10-17", "Statement": [{allow}]}}'
    there.client("iam").create_policy(PolicyName="mine", PolicyDocument=document)
    there.padding = 51 * MB  # so that there must be a bucket
    return {
        "keep_warm": KeepWarm("rate(4 minutes)", 6),
        "domain": (Domain("shop.example.com"),),
        "health_check": None,  # while the certificate is waited for, time passes for it too
        "access_logs": AccessLogs(),
        "reserved_concurrency": 5,
        "provisioned_concurrency": ByUse(1, 2, 0.7),
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


LIVES: tuple[Settings, ...] = (at_home, abroad, with_keys, behind)


def _first_deployment(there: Bench) -> None:
    """Without the boundary, which the next one then sets."""
    settled = there.stage
    there.stage = replace(settled, permissions_boundary=None)
    try:
        there.deploy()
    finally:
        there.stage = settled


def _next_deployment(there: Bench) -> None:
    there.code, there.dependencies = "v2", "django 6"
    there.deploy()


def _look(there: Bench) -> None:
    aws = there.connect()
    status(aws)
    releases(aws)
    deployments(aws)
    alias(aws)
    counted(aws, aws.target.names.function, [aws.target.names.rule], 0, 60_000)


def _tail(there: Bench) -> None:
    aws = of_live(there.connect())
    tail.once(partial(filter_log_events, aws, aws.target.names.log_group, pattern=""), 0)


def _manage(there: Bench) -> None:
    aws = of_live(there.connect())
    finished(function.invoke(aws, aws.target.names.function, LIVE, event(["migrate"])))


def _check(there: Bench) -> None:
    check(there.connect(), ask=lambda _: Resolved())


def _update(there: Bench) -> None:
    there.code = "v3"
    there.update()


def _undeploy(there: Bench) -> None:
    there.clock.sleep(60)
    undeploy(there.connect(), there.ui, yes=True)


COMMANDS: tuple[Command, ...] = (
    _first_deployment,
    lambda there: there.preview(),
    _next_deployment,
    _look,
    _tail,
    _manage,
    _check,
    lambda there: rollback(there.connect(), None, there.ui, yes=True),
    _update,
    _undeploy,
)


SPARED = {"Bucket", "Network", "OwnRole"}
"""What is looked at to advise: most commands go without it."""


@contextmanager
def begun(folder: Path, settings: Settings) -> Iterator[tuple[Bench, Enforced]]:
    """A stage before its first deployment, under its policy."""
    with bench(folder, application) as there:
        there.stage = replace(there.stage, **settings(there))
        document: Any = deployer(there.connect().target)
        enforced = Enforced(document["Statement"])
        enforced.attach(there.connect().session)
        yield there, enforced


def _asked(folder: Path, settings: Settings) -> list[list[str]]:
    """The statements that each command needs; all of them together are enough."""
    every = []
    with begun(folder, settings) as (there, enforced):
        for command in COMMANDS:
            command(there)
            every.append(_needed(enforced.statements, enforced.every))
            enforced.every.clear()
        assert enforced.refused == []
    return every


def denied(folder: Path, settings: Settings, errors: dict[str, AwsError]) -> None:
    """Add to ``errors``, by the statement that is missing, what a command then ends with.

    Each command is run without each statement that it alone needs for something, then with all of
    them. What an attempt before has done already is tried again on a stage of its own.
    """
    before = _asked(folder, settings)
    with begun(folder, settings) as (there, enforced):
        for command, needed in zip(COMMANDS, before, strict=True):
            missing = [sid for sid in needed if sid not in errors]
            for sid in sorted(missing, key=SPARED.__contains__):  # those it may go without: last
                enforced.without = sid
                try:
                    command(there)
                except AwsError as error:
                    errors[sid] = error
                else:  # it went without, and is through
                    break
            else:
                enforced.without = ""
                command(there)
    for sid in set(chain(*before)) - errors.keys() - SPARED:
        with begun(folder, settings) as (there, enforced):
            enforced.without = sid
            try:
                _everything(there)
            except AwsError as error:
                errors[sid] = error


def _everything(there: Bench) -> None:
    for command in COMMANDS:
        command(there)


def _needed(statements: list[Any], requests: list[Asked]) -> list[str]:
    """The statements that alone allow one of ``requests``, in the order in which they do.

    So what fails first comes first, and an attempt leaves to the next what that is to fail at.
    """
    allowing = (
        [each["Sid"] for each in statements if allowed([each], request)]
        for request in dict.fromkeys(requests)
    )
    return list(dict.fromkeys(sids[0] for sids in allowing if len(sids) == 1))
