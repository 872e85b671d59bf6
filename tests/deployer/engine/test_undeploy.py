"""``lift undeploy`` on an emulated AWS."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.engine.undeploy import Undeployed, undeploy
from lift.deployer.errors import LiftError, NoCredentials, NotAllDeleted
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.stage import VpcConfig
from lift.deployer.ui import Recorder

from ...aws_rules import refusal
from ..bench import FUNCTION, REGION, Bench, bench

SCHEDULE = KeepWarm("rate(4 minutes)")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def take_down(stage: Bench, *, keep_logs: bool = False, yes: bool = True) -> Undeployed:
    stage.rules.calls.clear()
    return undeploy(stage.connect(), stage.ui, keep_logs=keep_logs, yes=yes)


def left(stage: Bench) -> list[str]:
    """Everything there is, ours or not."""
    layers = stage.client("lambda").list_layers()["Layers"]
    return [
        *(api["Name"] for api in stage.client("apigatewayv2").get_apis()["Items"]),
        *(f["FunctionName"] for f in stage.client("lambda").list_functions()["Functions"]),
        *(layer["LayerName"] for layer in layers),
        *(role["RoleName"] for role in stage.client("iam").list_roles()["Roles"]),
        *(g["logGroupName"] for g in stage.client("logs").describe_log_groups()["logGroups"]),
        *(rule["Name"] for rule in stage.client("events").list_rules()["Rules"]),
        *(bucket["Name"] for bucket in stage.client("s3").list_buckets()["Buckets"]),
    ]


@pytest.mark.parametrize("api", ["http", "url", "none"])
def test_it_leaves_nothing(stage: Bench, api: str) -> None:
    stage.padding = 51 * 1024 * 1024  # so that there is a bucket
    stage.deploy(api=api, keep_warm=SCHEDULE)
    stage.dependencies = "django 6"
    stage.deploy()
    done = take_down(stage)
    assert left(stage) == []
    assert f"function {FUNCTION}" in done.deleted
    assert done.kept == ()


def test_it_begins_with_what_sends_requests(stage: Bench) -> None:
    stage.deploy(keep_warm=SCHEDULE)
    take_down(stage)
    order = stage.rules.writes
    assert order.index("DeleteRule") < order.index("DeleteFunction")
    assert order.index("DeleteApi") < order.index("DeleteFunction")
    assert order.index("DeleteFunction") < order.index("DeleteRole")


def test_a_second_run_finds_nothing(stage: Bench) -> None:
    stage.deploy()
    take_down(stage)
    done = take_down(stage)
    assert (done.deleted, stage.rules.writes) == ([], [])


def test_the_logs_can_be_kept(stage: Bench) -> None:
    stage.deploy()
    done = take_down(stage, keep_logs=True)
    assert left(stage) == [f"/aws/lambda/{FUNCTION}"]
    assert done.kept == (f"log group /aws/lambda/{FUNCTION} (--keep-logs)",)
    stage.deploy()  # and are taken up again


def test_it_lists_and_asks(stage: Bench) -> None:
    stage.deploy()
    stage.ui = Recorder(answer=False)
    with pytest.raises(LiftError, match="nothing was deleted"):
        take_down(stage, yes=False)
    assert stage.rules.writes == []
    assert ("step", f"to be deleted: function {FUNCTION}") in stage.ui.said


def test_what_is_not_ours_stays(stage: Bench) -> None:
    stage.deploy()
    stage.client("apigatewayv2").create_api(Name=FUNCTION, ProtocolType="HTTP")
    stage.client("iam").untag_role(RoleName=f"{FUNCTION}-{REGION}", TagKeys=["lift:stage"])
    done = take_down(stage)
    assert left(stage) == [FUNCTION, f"{FUNCTION}-{REGION}"]
    assert len(done.kept) == 2


@pytest.mark.parametrize(
    "operation",
    [
        "RemoveTargets",
        "DeleteRule",
        "DeleteApi",
        "DeleteFunction",
        "DeleteLayerVersion",
        "DeleteLogGroup",
        "DeleteRolePolicy",
        "DeleteRole",
    ],
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_stopped_at_any_call_a_second_run_finishes(
    stage: Bench, operation: str, after: bool
) -> None:
    stage.deploy(keep_warm=SCHEDULE)
    stage.rules.fail(operation, KeyboardInterrupt(), after=after)
    with pytest.raises(KeyboardInterrupt):
        take_down(stage)
    kind, text = stage.ui.said[-1]
    assert kind == "warn"
    assert re.fullmatch(
        r"stopped: \d of \d are deleted; `lift undeploy production` goes on .*", text
    )
    take_down(stage)
    assert left(stage) == []


@pytest.mark.parametrize("operation", ["CreateLogGroup", "CreateIntegration", "CreateAlias"])
def test_it_works_from_a_deploy_that_was_cut_short(stage: Bench, operation: str) -> None:
    stage.rules.fail(operation, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        stage.deploy()
    take_down(stage)
    assert left(stage) == []


@pytest.mark.parametrize(
    ("operation", "kept"),
    [
        ("DeleteRule", 1),
        ("DeleteApi", 1),
        ("DeleteFunction", 3),  # log group and role, which it uses, are not tried
        ("DeleteLayerVersion", 1),
        ("DeleteLogGroup", 1),
        ("DeleteRolePolicy", 1),
    ],
)
def test_what_may_not_be_deleted_does_not_keep_the_rest(
    stage: Bench, operation: str, kept: int
) -> None:
    stage.deploy(keep_warm=SCHEDULE)
    stage.rules.fail(operation, refusal("AccessDeniedException", "no", operation, 403))
    with pytest.raises(NotAllDeleted, match="could not be deleted") as caught:
        take_down(stage)
    assert re.search(rf"access denied, (\w+:)?{operation}: no", caught.value.details)
    assert "`lift undeploy production`" in caught.value.hint
    failed = caught.value.document["failed"]
    assert isinstance(failed, list)
    assert len(failed) == len(left(stage)) == kept
    take_down(stage)
    assert left(stage) == []


def test_without_valid_credentials_nothing_else_is_tried(stage: Bench) -> None:
    stage.deploy()
    stage.rules.fail("DeleteApi", refusal("ExpiredTokenException", "no", "DeleteApi", 403))
    with pytest.raises(NoCredentials):
        take_down(stage)
    assert stage.rules.writes == ["DeleteApi"]


def test_what_comes_back_meanwhile_is_told(stage: Bench) -> None:
    stage.deploy()
    tags = {"lift:project": "shop", "lift:stage": "production"}
    stage.client("apigatewayv2").create_api(Name=FUNCTION, ProtocolType="HTTP", Tags=tags)
    stage.rules.fail("DeleteApi", refusal("NotFoundException", "no", "DeleteApi", 404))
    with pytest.raises(NotAllDeleted, match="1 of 6 could not be deleted: HTTP API") as caught:
        take_down(stage)
    assert "AWS still shows it" in caught.value.details


def test_a_bucket_that_one_may_not_look_for_is_named(stage: Bench) -> None:
    stage.deploy()
    stage.rules.fail("HeadBucket", refusal("403", "Forbidden", "HeadBucket", 403), times=9)
    take_down(stage)
    assert any(
        kind == "note" and "whether there is a bucket" in text for kind, text in stage.ui.said
    )


def test_a_bucket_that_is_named_stays_without_our_archives(stage: Bench) -> None:
    s3 = stage.client("s3")
    s3.create_bucket(
        Bucket="my-deployments", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    stage.deploy(s3_bucket="my-deployments")
    s3.put_object(Bucket="my-deployments", Key=f"lift/{FUNCTION}/left.zip", Body=b"x")
    s3.put_object(Bucket="my-deployments", Key="theirs", Body=b"x")
    for key in (f"lift/{FUNCTION}/half.zip", "theirs-too"):
        s3.create_multipart_upload(Bucket="my-deployments", Key=key)
    assert take_down(stage).kept == ("bucket my-deployments (not ours)",)
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket="my-deployments")["Contents"]]
    assert keys == ["theirs"]
    (unfinished,) = s3.list_multipart_uploads(Bucket="my-deployments")["Uploads"]
    assert unfinished["Key"] == "theirs-too"


@pytest.fixture
def in_vpc(stage: Bench) -> VpcConfig:
    """Where the stage has been deployed, with a network interface that Lambda made for it."""
    ec2 = stage.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName=vpc, Description="x", VpcId=vpc)["GroupId"]
    config = VpcConfig((subnet,), (group,))
    stage.deploy(vpc_config=config)
    ec2.create_network_interface(
        SubnetId=subnet, Groups=[group], Description=f"AWS Lambda VPC ENI-{FUNCTION}-0d5b"
    )
    return config


@pytest.mark.usefixtures("in_vpc")
def test_the_role_stays_while_aws_removes_the_network_interfaces_with_it(stage: Bench) -> None:
    role = f"role {FUNCTION}-{REGION}"
    assert take_down(stage).kept == (f"{role} (AWS removes the network interfaces with it)",)
    assert left(stage) == [f"{FUNCTION}-{REGION}"]
    assert any(kind == "note" and "20 minutes" in text for kind, text in stage.ui.said)

    ec2 = stage.client("ec2")
    (held,) = ec2.describe_network_interfaces()["NetworkInterfaces"]
    ec2.delete_network_interface(NetworkInterfaceId=held["NetworkInterfaceId"])
    assert take_down(stage).deleted == [role]
    assert left(stage) == []


def test_the_role_goes_where_another_function_shares_the_interfaces(
    stage: Bench, in_vpc: VpcConfig
) -> None:
    whole = stage.stage
    stage.deploy(name="dev", vpc_config=in_vpc)
    stage.stage = whole
    assert f"role {FUNCTION}-{REGION}" in take_down(stage).deleted


def test_a_role_whose_policies_are_not_gone_everywhere_is_asked_for_again(stage: Bench) -> None:
    stage.deploy()
    stage.rules.fail("DeleteRole", refusal("DeleteConflict", "no", "DeleteRole", 409), times=3)
    take_down(stage)
    assert left(stage) == []
