"""What others have put on what is ours is named and left; what a release went through is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.settings.keep_warm import KeepWarm

from ..bench import FUNCTION, REGION, Bench, bench

ROLE = f"{FUNCTION}-{REGION}"
RULE = f"{FUNCTION}-keep-warm"
ON_ALIAS: Any = {"FunctionName": FUNCTION, "Qualifier": "live"}
READ_ONLY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
    }
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_a_function_url_is_made_public_again(stage: Bench) -> None:
    stage.deploy(api="url")
    stage.client("lambda").update_function_url_config(
        **ON_ALIAS, AuthType="AWS_IAM", Cors={"AllowOrigins": ["*"]}
    )
    (step,) = stage.preview().plan.work
    assert step.reason == "auth_type AWS_IAM -> NONE; cors removed"
    stage.deploy()
    assert stage.preview().plan.work == ()


def test_what_others_put_on_ours_is_named_and_left(stage: Bench) -> None:
    stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
    iam, events = stage.client("iam"), stage.client("events")
    apis = stage.client("apigatewayv2")
    api = apis.get_apis()["Items"][0]["ApiId"]
    managed = iam.create_policy(PolicyName="Theirs", PolicyDocument=READ_ONLY)["Policy"]
    iam.attach_role_policy(RoleName=ROLE, PolicyArn=managed["Arn"])
    iam.put_role_policy(RoleName=ROLE, PolicyName="theirs", PolicyDocument=READ_ONLY)
    events.put_targets(Rule=RULE, Targets=[{"Id": "theirs", "Arn": "arn:aws:sqs:::x"}])
    apis.create_route(ApiId=api, RouteKey="GET /theirs")
    apis.create_stage(ApiId=api, StageName="theirs")
    client = stage.connect().lambda_
    client.create_alias(FunctionName=FUNCTION, Name="theirs", FunctionVersion="1")
    client.put_function_concurrency(FunctionName=FUNCTION, ReservedConcurrentExecutions=5)
    statement: Any = {
        "FunctionName": FUNCTION,
        "StatementId": "theirs",
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
    }
    client.add_permission(**statement)
    client.add_permission(**statement, Qualifier="live")

    found = stage.preview().plan
    assert found.work == ()
    beside = {
        f"inline policy theirs (role {ROLE})",
        f"managed policy Theirs (role {ROLE})",
        f"target theirs (keep-warm rule {RULE})",
        f"route GET /theirs (HTTP API {FUNCTION})",
        f"stage theirs (HTTP API {FUNCTION})",
        f"alias theirs at version 1 (function {FUNCTION})",
        f"reserved concurrency of 5 (function {FUNCTION})",
        f"statement theirs for s3.amazonaws.com (function {FUNCTION})",
        f"statement theirs for s3.amazonaws.com (alias live of {FUNCTION})",
    }
    cost, *left = sorted(found.notes)
    assert cost.startswith("keep_warm costs")
    assert set(left) == {f"not ours, left as it is: {title}" for title in beside}
    stage.deploy()
    assert stage.rules.writes == []
    assert {text for kind, text in stage.ui.said if kind == "note"} == set(found.notes)


def test_a_version_that_never_went_live_is_remarked_on(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.deploy()
    stage.client("lambda").update_alias(
        FunctionName=FUNCTION, Name="live", FunctionVersion="1", Description="lift live=1"
    )
    (step,) = stage.preview().plan.work
    assert step.reason == "code changed; version 2 was published and never went live"
