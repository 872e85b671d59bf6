"""``"api": "rest"`` on an emulated AWS with AWS's own rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.status import status
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError
from lift.deployer.settings.authorizer import Iam
from lift.deployer.settings.rest_api import RestApiSettings

from ...aws_rules import Answer, refusal
from ..bench import ACCOUNT, FUNCTION, REGION, Bench, bench
from .rest import ok, the_api, the_stage

LIVE_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}:live"
PRIVATE = RestApiSettings("private", ("vpce-1", "vpce-2"))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, ok, api="rest") as made:
        yield made


def methods(stage: Bench) -> dict[str, Any]:
    """Path -> its ANY method."""
    api = the_api(stage)["id"]
    resources = stage.client("apigateway").get_resources(restApiId=api, embed=["methods"])
    return {each["path"]: each["resourceMethods"]["ANY"] for each in resources["items"]}


def deployments(stage: Bench) -> list[str]:
    found = stage.client("apigateway").get_deployments(restApiId=the_api(stage)["id"])
    return [each["id"] for each in found["items"]]


class TestFirstDeploy:
    def test_every_path_leads_to_the_alias_and_is_deployed(self, stage: Bench) -> None:
        stage.deploy()
        for path in ("/", "/{proxy+}"):
            method = methods(stage)[path]
            integration = method["methodIntegration"]
            assert (method["authorizationType"], method["apiKeyRequired"]) == ("NONE", False)
            assert f"/functions/{LIVE_ARN}/invocations" in integration["uri"]
            shown = (integration["type"], integration["httpMethod"], integration["timeoutInMillis"])
            assert shown == ("AWS_PROXY", "POST", 29_000)
        assert (the_stage(stage)["stageName"], [the_stage(stage)["deploymentId"]]) == (
            "live",
            deployments(stage),
        )

    def test_the_address_ends_in_the_stage_and_the_function_knows_its_host(
        self, stage: Bench
    ) -> None:
        done = stage.deploy()
        host = f"{the_api(stage)['id']}.execute-api.{REGION}.amazonaws.com"
        assert done.url == f"https://{host}/live"
        assert stage.configuration("1")["Environment"]["Variables"]["LIFT_HOSTS"] == host
        assert status(stage.connect()).url == done.url

    def test_it_takes_bytes_and_has_our_tags(self, stage: Bench) -> None:
        stage.deploy(tags={"team": "web"})
        tags = {"lift:project": "shop", "lift:stage": "production", "team": "web"}
        (made,) = stage.rules.called("CreateRestApi")
        assert made["binaryMediaTypes"] == ["*/*"]
        assert made["endpointConfiguration"] == {"types": ["REGIONAL"]}
        assert made["tags"] == the_stage(stage)["tags"]
        assert made["tags"].items() >= tags.items()

    def test_nobody_gets_in_before_the_release_has_passed(self, stage: Bench) -> None:
        stage.deploy()
        order = stage.rules.writes
        assert order.index("CreateRestApi") < order.index("CreateFunction")
        assert order.index("UpdateAlias") < order.index("AddPermission")
        assert order.index("AddPermission") < order.index("CreateStage")
        (permission,) = stage.rules.called("AddPermission")
        assert permission["StatementId"] == "lift-rest-api"
        arn = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{the_api(stage)['id']}/*/*/*"
        assert (permission["SourceArn"], permission["Qualifier"]) == (arn, "live")


def test_the_gate_sends_the_event_of_the_stage(tmp_path: Path) -> None:
    events: list[Any] = []

    def invoke(function: str, version: str, payload: Any) -> Answer:
        events.append(payload)
        return ok(function, version, payload)

    with bench(tmp_path, invoke, api="rest", base_path="/shop") as stage:
        done = stage.deploy()
        (event,) = [each for each in events if "httpMethod" in each]
        context = event["requestContext"]
        assert (event["path"], context["path"]) == ("/shop/", "/live/shop/")
        assert (context["stage"], context["apiId"]) == ("live", the_api(stage)["id"])
        assert done.url is not None
        assert f"https://{context['domainName']}/live" == done.url
        stage.code = "v2"
        stage.deploy()
        rollback(stage.connect(), None, stage.ui, yes=True)
        assert events[-1]["requestContext"]["stage"] == "live"


class TestAgain:
    @pytest.mark.parametrize("settings", [RestApiSettings(), PRIVATE], ids=["regional", "private"])
    def test_it_changes_nothing_and_writes_nothing(
        self, stage: Bench, settings: RestApiSettings
    ) -> None:
        first = stage.deploy(rest_api=settings)
        again = stage.deploy()
        assert stage.rules.writes == []
        assert (again.changed, again.url) == ((), first.url)

    def test_new_code_leaves_the_api_alone(self, stage: Bench) -> None:
        stage.deploy()
        stage.code = "v2"
        done = stage.deploy()
        assert [each.split()[1] for each in done.changed] == ["release"]

    def test_another_time_out_is_deployed_and_the_former_deployment_goes(
        self, stage: Bench
    ) -> None:
        stage.deploy()
        before = deployments(stage)
        stage.deploy(rest_api=RestApiSettings(timeout_seconds=10))
        assert {m["methodIntegration"]["timeoutInMillis"] for m in methods(stage).values()} == {
            10_000
        }
        assert deployments(stage) == [the_stage(stage)["deploymentId"]] != before
        stage.deploy()
        assert stage.rules.writes == []

    def test_another_endpoint_and_other_types_keep_the_address(self, stage: Bench) -> None:
        first = stage.deploy()
        done = stage.deploy(rest_api=PRIVATE)
        api = the_api(stage)
        assert api["endpointConfiguration"] == {
            "types": ["PRIVATE"],
            "vpcEndpointIds": ["vpce-1", "vpce-2"],
        }
        assert "vpce-1" in api["policy"]
        assert done.url == first.url
        stage.deploy(rest_api=RestApiSettings(binary_types=("image/png", "font/woff2")))
        api = the_api(stage)
        assert sorted(api["binaryMediaTypes"]) == ["font/woff2", "image/png"]
        assert (api["endpointConfiguration"]["types"], api.get("policy")) == (["REGIONAL"], None)
        stage.deploy()
        assert stage.rules.writes == []

    def test_new_tags_come_to_the_api(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(tags={"team": "web"})
        assert the_api(stage)["tags"]["team"] == "web"


class TestByHand:
    def test_a_method_that_was_changed_is_put_right(self, stage: Bench) -> None:
        stage.deploy()
        client, api = stage.client("apigateway"), the_api(stage)["id"]
        root = {"restApiId": api, "resourceId": the_api(stage)["rootResourceId"]}
        client.delete_method(**root, httpMethod="ANY")
        client.put_method(**root, httpMethod="ANY", authorizationType="AWS_IAM")
        done = stage.deploy()
        assert done.changed == ("update stage live of REST API shop-production",)
        assert methods(stage)["/"]["authorizationType"] == "NONE"

    def test_one_that_asks_iam_is_closed_again(self, stage: Bench) -> None:
        stage.deploy(authorizer=Iam())
        assert {each["authorizationType"] for each in methods(stage).values()} == {"AWS_IAM"}
        assert stage.deploy().changed == ()
        client, api = stage.client("apigateway"), the_api(stage)["id"]
        root = {"restApiId": api, "resourceId": the_api(stage)["rootResourceId"]}
        client.delete_method(**root, httpMethod="ANY")
        client.put_method(**root, httpMethod="ANY", authorizationType="NONE")
        stage.deploy()
        assert methods(stage)["/"]["authorizationType"] == "AWS_IAM"
        stage.deploy(authorizer=None)
        assert methods(stage)["/"]["authorizationType"] == "NONE"

    def test_a_stage_that_was_led_elsewhere_is_led_back(self, stage: Bench) -> None:
        stage.deploy()
        client, api = stage.client("apigateway"), the_api(stage)["id"]
        client.create_deployment(restApiId=api, stageName="live", description="mine")
        stage.deploy()
        found = client.get_deployments(restApiId=api)["items"]
        said = {each["id"]: each["description"] for each in found}
        assert said[the_stage(stage)["deploymentId"]].startswith("lift ")
        assert "mine" in said.values()  # not ours, left as it is

    def test_what_others_put_on_it_is_named_and_left(self, stage: Bench) -> None:
        stage.deploy()
        client, api = stage.client("apigateway"), the_api(stage)
        path = client.create_resource(
            restApiId=api["id"], parentId=api["rootResourceId"], pathPart="mine"
        )["id"]
        client.put_method(
            restApiId=api["id"], resourceId=path, httpMethod="GET", authorizationType="NONE"
        )
        (note,) = stage.preview().plan.notes
        assert note.startswith("not ours, left as it is: method GET /mine")


class TestTrouble:
    def test_an_answer_that_was_lost_leaves_no_second_api(self, stage: Bench) -> None:
        lost = refusal("ServiceUnavailableException", "", "CreateRestApi", 503)
        stage.rules.fail("CreateRestApi", lost, after=True)
        stage.deploy()
        assert stage.rules.called("CreateRestApi")
        assert the_api(stage)

    def test_too_many_requests_pass(self, stage: Bench) -> None:
        many = refusal("TooManyRequestsException", "", "CreateRestApi", 429)
        for call in ("CreateRestApi", "CreateResource", "CreateDeployment", "CreateStage"):
            stage.rules.fail(call, many)
        stage.deploy()
        assert the_stage(stage)

    @pytest.mark.parametrize(
        "call",
        ["CreateResource", "PutMethod", "PutIntegration", "CreateDeployment", "CreateStage"],
    )
    @pytest.mark.parametrize("after", [False, True])
    def test_what_was_cut_short_is_taken_up(self, stage: Bench, call: str, after: bool) -> None:
        stage.rules.fail(call, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            stage.deploy()
        stage.deploy()
        assert deployments(stage) == [the_stage(stage)["deploymentId"]]
        stage.deploy()
        assert stage.rules.writes == []

    def test_the_double_of_an_earlier_run_goes(self, stage: Bench) -> None:
        stage.deploy()
        whole = the_api(stage)["id"]
        stage.client("apigateway").create_rest_api(name=FUNCTION, tags=the_api(stage)["tags"])
        stage.deploy()
        assert the_api(stage)["id"] == whole

    def test_one_that_is_not_ours_is_not_touched(self, stage: Bench) -> None:
        made = stage.client("apigateway").create_rest_api(name=FUNCTION)
        with pytest.raises(AwsError, match="not ours"):
            stage.deploy()
        stage.deploy(adopt=[made["id"]])
        assert the_api(stage)["id"] == made["id"]

    def test_a_quota_that_was_not_raised_is_named(self, stage: Bench) -> None:
        with pytest.raises(AwsError, match="lets no REST API of this account wait 60 s") as raised:
            stage.deploy(rest_api=RestApiSettings(timeout_seconds=60))
        assert "L-E5AE38E3" in str(raised.value.hint)


def test_undeploy_leaves_nothing(stage: Bench) -> None:
    stage.deploy()
    stage.rules.calls.clear()
    undeploy(stage.connect(), stage.ui, yes=True)
    assert stage.client("apigateway").get_rest_apis()["items"] == []
    order = stage.rules.writes
    assert order.index("DeleteRestApi") < order.index("DeleteFunction")
