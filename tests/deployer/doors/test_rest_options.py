"""What a REST API does beside leading to the function: set, changed and put back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, SettingsError
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.throttle import Throttle

from ...aws_rules import refusal
from ..bench import ACCOUNT, REGION, Bench, bench
from .rest import ok, the_api, the_stage

ROLE = f"arn:aws:iam::{ACCOUNT}:role/logs"
GROUP = "/aws/vendedlogs/shop-production"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, ok, api="rest") as made:
        yield made


def limits(stage: Bench) -> tuple[float, int]:
    settings = the_stage(stage)["methodSettings"]["*/*"]
    return settings["throttlingRateLimit"], settings["throttlingBurstLimit"]


def allow_logs(stage: Bench) -> None:
    """What somebody does once in an account."""
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": ROLE}
    stage.client("apigateway").update_account(patchOperations=[role])


class TestThrottle:
    def test_it_is_set_changed_and_taken_away(self, stage: Bench) -> None:
        stage.deploy(throttle=Throttle(100, 200))
        assert limits(stage) == (100.0, 200)
        assert stage.deploy().changed == ()
        stage.deploy(throttle=Throttle(1, 2))
        assert limits(stage) == (1.0, 2)
        assert "CreateDeployment" not in stage.rules.writes
        stage.deploy(throttle=None)
        assert limits(stage) == (-1.0, -1)
        assert stage.deploy().changed == ()

    def test_what_somebody_set_is_put_right_and_the_rest_stays(self, stage: Bench) -> None:
        stage.deploy(throttle=Throttle(100, 200))
        patches = [
            {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "7"},
            {"op": "replace", "path": "/*/*/metrics/enabled", "value": "true"},
        ]
        stage.client("apigateway").update_stage(
            restApiId=the_api(stage)["id"], stageName="live", patchOperations=patches
        )
        stage.deploy()
        assert limits(stage) == (100.0, 200)
        assert the_stage(stage)["methodSettings"]["*/*"]["metricsEnabled"] is True


class TestAccessLogs:
    def test_without_a_role_of_the_account_nothing_is_written(self, stage: Bench) -> None:
        with pytest.raises(AwsError, match="API Gateway has no role") as caught:
            stage.deploy(access_logs=AccessLogs())
        assert "aws apigateway update-account" in caught.value.hint
        assert stage.rules.writes == []

    def test_they_go_to_a_log_group_of_their_own_until_turned_off(self, stage: Bench) -> None:
        allow_logs(stage)
        stage.deploy(access_logs=AccessLogs(7))
        settings = the_stage(stage)["accessLogSettings"]
        assert settings["destinationArn"].endswith(f":log-group:{GROUP}")
        assert '"api_key_id": "$context.identity.apiKeyId"' in settings["format"]
        assert stage.deploy().changed == ()
        stage.deploy(access_logs=None)
        assert "accessLogSettings" not in the_stage(stage)
        undeploy(stage.connect(), stage.ui, yes=True)
        assert stage.client("logs").describe_log_groups()["logGroups"] == []


class TestCompression:
    def test_it_is_set_changed_and_taken_away_with_a_deployment(self, stage: Bench) -> None:
        stage.deploy(compression=1024)
        assert the_api(stage)["minimumCompressionSize"] == 1024
        assert stage.deploy().changed == ()
        for wanted in (0, None):
            before = the_stage(stage)["deploymentId"]
            stage.deploy(compression=wanted)
            assert the_api(stage).get("minimumCompressionSize") == wanted
            assert the_stage(stage)["deploymentId"] != before
        assert stage.deploy().changed == ()


class TestApiKeys:
    def keys(self, stage: Bench) -> dict[str, str]:
        """Name -> id."""
        return {k["name"]: k["id"] for k in stage.client("apigateway").get_api_keys()["items"]}

    def plan(self, stage: Bench) -> Any:
        (plan,) = stage.client("apigateway").get_usage_plans()["items"]
        return plan

    def let_in(self, stage: Bench) -> list[str]:
        plan = self.plan(stage)["id"]
        found = stage.client("apigateway").get_usage_plan_keys(usagePlanId=plan)["items"]
        return sorted(key["name"] for key in found)

    def needs_key(self, stage: Bench) -> set[bool]:
        api = the_api(stage)["id"]
        found = stage.client("apigateway").get_resources(restApiId=api, embed=["methods"])["items"]
        return {each["resourceMethods"]["ANY"]["apiKeyRequired"] for each in found}

    def test_clients_get_keys_and_the_plan_lets_them_in(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a", "b"))
        assert self.let_in(stage) == ["shop-production-a", "shop-production-b"]
        stages = [{"apiId": the_api(stage)["id"], "stage": "live"}]
        assert self.plan(stage)["apiStages"] == stages
        assert self.needs_key(stage) == {True}
        assert stage.deploy().changed == ()

    def test_a_keys_value_is_asked_for_and_shown_nowhere(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        identifier = self.keys(stage)["shop-production-a"]
        said = next(text for _, text in stage.ui.said if "--include-value" in text)
        assert f"--api-key {identifier}" in said
        assert not any("includeValue" in str(call.parameters) for call in stage.rules.calls)

    def test_one_that_is_no_longer_named_is_deleted(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a", "b"))
        kept = self.keys(stage)["shop-production-b"]
        stage.deploy(api_keys=("b", "c"))
        assert self.let_in(stage) == ["shop-production-b", "shop-production-c"]
        assert sorted(self.keys(stage)) == self.let_in(stage)
        assert self.keys(stage)["shop-production-b"] == kept

    def test_without_names_anybody_gets_in_again(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        stage.deploy(api_keys=())
        assert self.needs_key(stage) == {False}
        assert self.keys(stage) == {}
        assert stage.client("apigateway").get_usage_plans()["items"] == []

    def test_what_somebody_changed_is_put_right(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        client, plan = stage.client("apigateway"), self.plan(stage)["id"]
        stranger = client.create_api_key(name="stranger")["id"]
        client.create_usage_plan_key(usagePlanId=plan, keyId=stranger, keyType="API_KEY")
        disabled = [{"op": "replace", "path": "/enabled", "value": "false"}]
        key = self.keys(stage)["shop-production-a"]
        client.update_api_key(apiKey=key, patchOperations=disabled)
        stage.deploy()
        assert self.let_in(stage) == ["shop-production-a"]
        assert client.get_api_key(apiKey=key)["enabled"] is True
        assert "stranger" in self.keys(stage)

    def test_a_plan_that_is_gone_is_made_anew_for_the_same_keys(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        before = self.keys(stage)
        client, plan = stage.client("apigateway"), self.plan(stage)
        opened = f"{the_api(stage)['id']}:live"
        remove = [{"op": "remove", "path": "/apiStages", "value": opened}]
        client.update_usage_plan(usagePlanId=plan["id"], patchOperations=remove)
        stage.deploy()
        assert self.plan(stage)["apiStages"] == plan["apiStages"]
        client.update_usage_plan(usagePlanId=plan["id"], patchOperations=remove)
        client.delete_usage_plan(usagePlanId=plan["id"])
        stage.deploy()
        assert (self.let_in(stage), self.keys(stage)) == (["shop-production-a"], before)

    @pytest.mark.parametrize(
        "operation", ["CreateApiKey", "CreateUsagePlan", "CreateUsagePlanKey", "CreateDeployment"]
    )
    def test_an_answer_that_was_lost_leaves_nothing_twice(
        self, stage: Bench, operation: str
    ) -> None:
        lost = refusal("InternalFailure", "lost", operation, 500)
        stage.rules.fail(operation, lost, after=True)
        stage.deploy(api_keys=("a",))
        stage.deploy()
        assert self.let_in(stage) == list(self.keys(stage)) == ["shop-production-a"]
        assert self.plan(stage)["name"] == "shop-production"

    def test_what_is_there_twice_goes(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        client, tags = stage.client("apigateway"), self.plan(stage)["tags"]
        client.create_api_key(name="shop-production-a", tags=tags)
        client.create_usage_plan(name="shop-production", tags=tags)
        stage.deploy()
        assert len(client.get_api_keys()["items"]) == len(client.get_usage_plans()["items"]) == 1
        assert self.let_in(stage) == ["shop-production-a"]

    def test_other_tags_reach_them(self, stage: Bench) -> None:
        stage.deploy(api_keys=("a",))
        stage.deploy(tags={"team": "web"})
        (key,) = stage.client("apigateway").get_api_keys()["items"]
        assert key["tags"]["team"] == self.plan(stage)["tags"]["team"] == "web"

    def test_undeploy_takes_ours_and_no_others(self, stage: Bench) -> None:
        stage.client("apigateway").create_api_key(name="shop-production-a")
        stage.deploy(api_keys=("a",))
        undeploy(stage.connect(), stage.ui, yes=True)
        assert list(self.keys(stage)) == ["shop-production-a"]
        assert stage.client("apigateway").get_usage_plans()["items"] == []


class TestWebAcl:
    def made(self, stage: Bench, name: str) -> str:
        answer = stage.client("wafv2").create_web_acl(
            Name=name,
            Scope="REGIONAL",
            DefaultAction={"Allow": {}},
            VisibilityConfig={
                "SampledRequestsEnabled": False,
                "CloudWatchMetricsEnabled": False,
                "MetricName": name,
            },
        )
        return str(answer["Summary"]["ARN"])

    def test_it_is_put_before_the_stage_changed_and_taken_away(self, stage: Bench) -> None:
        first, second = self.made(stage, "first"), self.made(stage, "second")
        for arn in (first, second):
            stage.deploy(web_acl_arn=arn)
            assert the_stage(stage)["webAclArn"] == arn
            assert stage.deploy().changed == ()
        stage.deploy(web_acl_arn=None)
        assert "webAclArn" not in the_stage(stage)

    def test_one_that_is_not_there_is_found_before_anything_is_written(self, stage: Bench) -> None:
        arn = self.made(stage, "first").rpartition("/")[0] + "/11111111-2222-3333-4444-555555555555"
        with pytest.raises(AwsError, match="there is no web ACL first"):
            stage.deploy(web_acl_arn=arn)
        with pytest.raises(SettingsError, match="is in us-east-1, and the stage in eu-west-1"):
            stage.deploy(web_acl_arn=arn.replace(REGION, "us-east-1"))
        assert stage.rules.writes == []

    def test_a_stage_that_waf_does_not_see_yet_is_waited_for(self, stage: Bench) -> None:
        unseen = refusal("WAFUnavailableEntityException", "not yet", "AssociateWebACL")
        stage.rules.fail("AssociateWebACL", unseen, times=2)
        arn = self.made(stage, "first")
        stage.deploy(web_acl_arn=arn)
        assert the_stage(stage)["webAclArn"] == arn


def test_keys_open_a_former_door_until_it_is_retired(stage: Bench) -> None:
    stage.deploy(api_keys=("a",))
    stage.deploy(api="http", api_keys=())
    client = stage.client("apigateway")
    (plan,) = client.get_usage_plans()["items"]
    assert len(client.get_usage_plan_keys(usagePlanId=plan["id"])["items"]) == 1
    assert stage.deploy().changed == ()
    stage.deploy(retire=True)
    for left in (client.get_rest_apis, client.get_usage_plans, client.get_api_keys):
        assert left()["items"] == []
