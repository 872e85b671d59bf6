"""``--adopt``: what lift did not make becomes the stage's own, when it is named."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import NotOurs, UsageError

from .bench import FUNCTION, REGION, Bench, bench

ROLE = f"{FUNCTION}-{REGION}"
GROUP = f"/aws/lambda/{FUNCTION}"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def theirs(stage: Bench, **package: Any) -> None:
    """A function of our name, with a role and a log group of our names."""
    role = stage.client("iam").create_role(
        RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST)
    )
    stage.client("logs").create_log_group(logGroupName=GROUP)
    stage.client("lambda").create_function(
        FunctionName=FUNCTION,
        Role=role["Role"]["Arn"],
        Tags={"cost": "7"},
        **(
            package
            or {
                "Code": {"ZipFile": b"PK\x05\x06" + bytes(18)},
                "Handler": "a.b",
                "Runtime": "python3.12",
            }
        ),
    )


def test_what_is_named_is_tagged_and_converges(stage: Bench) -> None:
    theirs(stage)
    everything = (f"function {FUNCTION}", ROLE, GROUP)
    found = stage.preview(adopt=everything)
    adopted = [step.resource.key for step in found.plan.work if "adopted" in step.reason]
    assert adopted == ["role", "log-group", "function"]
    assert stage.rules.writes == []

    done = stage.deploy(adopt=everything)
    assert stage.live() == done.version
    function = stage.client("lambda").get_function(FunctionName=FUNCTION)
    assert function["Tags"] == {
        "cost": "7",
        "lift:project": "shop",
        "lift:stage": "production",
    }
    assert function["Configuration"]["Handler"] == "lift_handler.handler"
    assert stage.preview().plan.work == ()
    assert stage.preview(adopt=everything).plan.work == ()


def test_what_is_not_named_is_refused_and_the_way_is_told(stage: Bench) -> None:
    theirs(stage)
    with pytest.raises(NotOurs, match=f"function {FUNCTION}") as caught:
        stage.deploy(adopt=(ROLE, GROUP))
    assert ROLE not in caught.value.message
    assert "--adopt NAME" in caught.value.hint
    assert stage.rules.writes == []


def test_an_api_is_adopted_by_its_id(stage: Bench) -> None:
    apis = stage.client("apigatewayv2")
    made = apis.create_api(Name=FUNCTION, ProtocolType="HTTP")
    done = stage.deploy(adopt=(made["ApiId"],))
    assert done.url == made["ApiEndpoint"]
    assert len(apis.get_apis()["Items"]) == 1
    assert stage.preview(adopt=(made["ApiId"],)).plan.work == ()


def test_a_name_that_is_nobody_s_is_an_error(stage: Bench) -> None:
    stage.client("logs").create_log_group(logGroupName=GROUP)
    with pytest.raises(UsageError, match="--adopt nobody: there is no such resource") as caught:
        stage.deploy(adopt=("nobody",))
    assert caught.value.hint == f'not ours are: "log group {GROUP}"'


def test_a_name_that_two_have_is_an_error(stage: Bench) -> None:
    theirs(stage)
    stage.client("apigatewayv2").create_api(Name=FUNCTION, ProtocolType="HTTP")
    with pytest.raises(UsageError, match=r'that is .*"function shop-production"') as caught:
        stage.deploy(adopt=(FUNCTION,))
    assert caught.value.hint == "name one by its title"


def test_what_cannot_be_adopted_says_why(stage: Bench) -> None:
    theirs(stage, PackageType="Image", Code={"ImageUri": "x"})
    apis = stage.client("apigatewayv2")
    socket = apis.create_api(
        Name=FUNCTION, ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.x"
    )
    stage.connect().lambda_.publish_layer_version(
        LayerName=FUNCTION, Content={"ZipFile": b"PK\x05\x06" + bytes(18)}
    )
    for name, why in (
        (f"function {FUNCTION}", "its package is image, the stage's zip"),
        (socket["ApiId"], "it is a WebSocket API"),
        (f"layer {FUNCTION}", "versions of a layer cannot be tagged"),
    ):
        with pytest.raises(UsageError, match=f"it cannot be adopted, {why}"):
            stage.deploy(adopt=(name,))


def test_what_would_be_deleted_is_not_adopted(stage: Bench) -> None:
    stage.client("events").put_rule(Name=f"{FUNCTION}-keep-warm", ScheduleExpression="rate(1 day)")
    with pytest.raises(UsageError, match="so it would be deleted"):
        stage.deploy(adopt=(f"{FUNCTION}-keep-warm",))
    assert stage.rules.writes == []


def test_the_command_that_goes_on_adopts_as_well(stage: Bench) -> None:
    stage.client("logs").create_log_group(logGroupName=GROUP)
    stage.rules.fail("CreateRole", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        stage.deploy(adopt=(f"log group {GROUP}",))
    assert f"`lift deploy production --adopt 'log group {GROUP}'` goes on" in str(stage.ui.said)
