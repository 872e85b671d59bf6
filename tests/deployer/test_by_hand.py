"""What somebody changed by hand is in the plan with its reason, and put right."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lift.deployer.settings.keep_warm import KeepWarm

from .bench import ACCOUNT, FUNCTION, REGION, Bench, bench

ROLE = f"{FUNCTION}-{REGION}"
RULE = f"{FUNCTION}-keep-warm"
READ_ONLY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
    }
)
ON_ALIAS: Any = {"FunctionName": FUNCTION, "Qualifier": "live"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Deployed twice, for all tests that leave it as they found it."""
    with bench(tmp_path_factory.mktemp("drift")) as made:
        made.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        made.code = "v2"
        made.deploy()
        yield made


def configure(**settings: Any) -> Callable[[Bench], None]:
    def change(stage: Bench) -> None:
        stage.client("lambda").update_function_configuration(FunctionName=FUNCTION, **settings)

    return change


def api_id(stage: Bench) -> str:
    return str(stage.client("apigatewayv2").get_apis()["Items"][0]["ApiId"])


def divide(stage: Bench) -> None:
    weights = {"AdditionalVersionWeights": {"1": 0.5}}
    stage.client("lambda").update_alias(
        FunctionName=FUNCTION, Name="live", FunctionVersion="2", RoutingConfig=weights
    )


def move(stage: Bench) -> None:
    stage.client("lambda").update_alias(FunctionName=FUNCTION, Name="live", FunctionVersion="1")


def drop_route(stage: Bench) -> None:
    apis, api = stage.client("apigatewayv2"), api_id(stage)
    (route,) = apis.get_routes(ApiId=api)["Items"]
    apis.delete_route(ApiId=api, RouteId=route["RouteId"])


def close_route(stage: Bench) -> None:
    apis, api = stage.client("apigatewayv2"), api_id(stage)
    (route,) = apis.get_routes(ApiId=api)["Items"]
    apis.update_route(ApiId=api, RouteId=route["RouteId"], AuthorizationType="AWS_IAM")


def redirect(stage: Bench) -> None:
    apis, api = stage.client("apigatewayv2"), api_id(stage)
    (there,) = apis.get_integrations(ApiId=api)["Items"]
    apis.update_integration(
        ApiId=api, IntegrationId=there["IntegrationId"], PayloadFormatVersion="1.0"
    )


def drop_stage(stage: Bench) -> None:
    stage.client("apigatewayv2").delete_stage(ApiId=api_id(stage), StageName="$default")


def narrow_role(stage: Bench) -> None:
    stage.client("iam").put_role_policy(RoleName=ROLE, PolicyName="lift", PolicyDocument=READ_ONLY)


def keep_logs_for_ever(stage: Bench) -> None:
    stage.client("logs").delete_retention_policy(logGroupName=f"/aws/lambda/{FUNCTION}")


def disable(stage: Bench) -> None:
    stage.client("events").disable_rule(Name=RULE)


def slow_down(stage: Bench) -> None:
    stage.client("events").put_rule(Name=RULE, ScheduleExpression="rate(1 day)")


def aim_elsewhere(stage: Bench) -> None:
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:other"
    stage.client("events").put_targets(Rule=RULE, Targets=[{"Id": "lift", "Arn": arn}])


def permit_others(stage: Bench) -> None:
    client = stage.connect().lambda_
    client.remove_permission(**ON_ALIAS, StatementId="lift-http-api")
    client.add_permission(
        **ON_ALIAS,
        StatementId="lift-http-api",
        Action="lambda:InvokeFunction",
        Principal="s3.amazonaws.com",
    )


def forbid(stage: Bench) -> None:
    stage.connect().lambda_.remove_permission(**ON_ALIAS, StatementId="lift-http-api")


CHANGES: list[tuple[Callable[[Bench], None], str]] = [
    (configure(MemorySize=3008), "memory_size 3008 -> 512; $LATEST was changed since version 2"),
    (
        configure(Environment={"Variables": {"HUSH": "hush"}}),
        "environment: DATABASE_URL LIFT_HOSTS LIFT_STAGE added, HUSH removed; $LATEST was changed",
    ),
    (configure(Layers=[]), "layers added; $LATEST was changed since version 2"),
    (divide, "traffic divided -> all to one version (changed by hand)"),
    (move, "somebody moved the alias from version 2 to 1"),
    (drop_route, "no route leads to the function"),
    (close_route, "authorization AWS_IAM -> NONE"),
    (redirect, "payload_format 1.0 -> 2.0 (changed by hand)"),
    (drop_stage, "no stage that deploys by itself"),
    (narrow_role, "policy changed"),
    (keep_logs_for_ever, "retention_days none -> 30"),
    (disable, "somebody disabled it"),
    (slow_down, "schedule rate(1 day) -> rate(4 minutes)"),
    (aim_elsewhere, "target changed (changed by hand)"),
    (permit_others, "principal s3.amazonaws.com -> apigateway.amazonaws.com (changed by hand)"),
    (forbid, "it does not exist"),
]


@pytest.mark.parametrize(("change", "reason"), CHANGES, ids=[reason[:40] for _, reason in CHANGES])
def test_what_is_ours_is_in_the_plan_with_its_reason_and_put_right(
    stage: Bench, change: Callable[[Bench], None], reason: str
) -> None:
    change(stage)
    found = stage.preview()
    (step,) = found.plan.work
    assert reason in step.reason
    assert "hush" not in str(found.document())
    stage.deploy()
    assert stage.live() == "2"
    assert stage.preview().plan.work == ()
