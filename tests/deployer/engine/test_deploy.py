"""``lift deploy`` and ``lift update`` on an emulated AWS with AWS's own rules."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from lift.deployer.errors import (
    AwsError,
    NotOurs,
    ReleaseFailed,
    SettingsError,
)
from lift.deployer.resources.description import short
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.stage import VpcConfig

from ...aws_rules import Answer, refusal
from ..bench import ACCOUNT, FUNCTION, REGION, Bench, bench

TAGS = {"lift:project": "shop", "lift:stage": "production"}
LIVE_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}:live"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


class TestFirstDeploy:
    def test_answers_with_the_version_and_the_address(self, stage: Bench) -> None:
        done = stage.deploy()
        assert (done.stage, done.function, done.version) == ("production", FUNCTION, "1")
        assert done.url is not None
        assert done.url.endswith(f".execute-api.{REGION}.amazonaws.com")
        assert stage.live() == "1"

    def test_tags_every_resource_in_the_creating_call(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"), tags={"team": "web"})
        tags = stage.connect().target.tags
        assert tags.items() >= (TAGS | {"team": "web"}).items()
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        called = stage.rules.called
        assert called("CreateFunction")[0]["Tags"] == tags
        assert called("CreateLogGroup")[0]["tags"] == tags
        assert called("CreateApi")[0]["Tags"] == tags
        assert sorted(called("CreateRole")[0]["Tags"], key=str) == sorted(pairs, key=str)
        assert sorted(called("PutRule")[0]["Tags"], key=str) == sorted(pairs, key=str)

    def test_the_log_group_has_a_retention(self, stage: Bench) -> None:
        stage.deploy(log_retention_days=14)
        groups = stage.client("logs").describe_log_groups()["logGroups"]
        assert [(g["logGroupName"], g["retentionInDays"]) for g in groups] == [
            (f"/aws/lambda/{FUNCTION}", 14)
        ]

    def test_the_function_knows_its_hosts_and_its_settings(self, stage: Bench) -> None:
        done = stage.deploy(memory_size=1024, timeout_seconds=20, runtime="python3.12")
        live = stage.configuration("1")
        assert done.url is not None
        assert stage.built[0].layer is not None
        assert live["Environment"]["Variables"] == {
            "LIFT_STAGE": "production",
            "DATABASE_URL": "postgres://secret",
            "LIFT_HOSTS": done.url.removeprefix("https://"),
            "LIFT_RELEASE": f"commit=c0ffee deps={short(stage.built[0].layer.digest)}",
        }
        shown = (live["MemorySize"], live["Timeout"], live["Runtime"], live["Handler"])
        assert shown == (1024, 20, "python3.12", "lift_handler.handler")
        assert [layer["Arn"].rsplit(":", 2)[1] for layer in live["Layers"]] == [FUNCTION]

    def test_the_api_sends_everything_to_the_alias(self, stage: Bench) -> None:
        stage.deploy()
        apis = stage.client("apigatewayv2")
        api = apis.get_apis()["Items"][0]["ApiId"]
        (integration,) = apis.get_integrations(ApiId=api)["Items"]
        (route,) = apis.get_routes(ApiId=api)["Items"]
        (door,) = apis.get_stages(ApiId=api)["Items"]
        assert integration["IntegrationUri"] == LIVE_ARN
        assert integration["PayloadFormatVersion"] == "2.0"
        assert route["RouteKey"] == "$default"
        assert route["Target"] == f"integrations/{integration['IntegrationId']}"
        assert (door["StageName"], door["AutoDeploy"]) == ("$default", True)

    def test_the_permission_names_the_route_and_the_alias(self, stage: Bench) -> None:
        stage.deploy()
        api = stage.client("apigatewayv2").get_apis()["Items"][0]["ApiId"]
        (permission,) = stage.rules.called("AddPermission")
        assert permission["Qualifier"] == "live"
        assert permission["StatementId"] == "lift-http-api"
        assert permission["SourceArn"] == (
            f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/*/$default"
        )

    def test_the_description_tells_what_the_release_is_made_of(self, stage: Bench) -> None:
        stage.deploy()
        described = stage.configuration("1")["Description"]
        code = stage.built[0].code.digest[:20]
        assert described.startswith(f"lift commit=c0ffee code={code} deps=")
        assert described.endswith("by=user/moto")
        assert len(described) <= 256

    def test_nothing_has_access_before_the_release_has_passed(self, stage: Bench) -> None:
        stage.deploy()
        order = stage.rules.writes
        assert order.index("UpdateAlias") < order.index("AddPermission")

    def test_without_a_front_door_there_is_no_address(self, stage: Bench) -> None:
        done = stage.deploy(api="none")
        assert done.url is None
        assert stage.client("apigatewayv2").get_apis()["Items"] == []
        assert "LIFT_HOSTS" not in stage.configuration("1")["Environment"]["Variables"]

    def test_without_dependencies_there_is_no_layer(self, stage: Bench) -> None:
        stage.dependencies = None
        stage.deploy()
        assert stage.rules.called("PublishLayerVersion") == []
        assert "deps=none" in stage.configuration("1")["Description"]


class TestAgain:
    @pytest.mark.parametrize("api", ["http", "url", "none"])
    def test_it_changes_nothing_and_writes_nothing(self, stage: Bench, api: str) -> None:
        first = stage.deploy(api=api, keep_warm=KeepWarm("rate(4 minutes)"))
        again = stage.deploy()
        assert stage.rules.writes == []
        assert stage.rules.called("Invoke") == []
        assert again.changed == ()
        assert (again.version, again.url) == (first.version, first.url)
        assert ("step", "nothing to change") in stage.ui.said

    def test_another_zip_of_the_same_sources_is_no_change(self, stage: Bench) -> None:
        stage.deploy()
        stage.rebuild = lambda same: replace(same, code=replace(same.code, sha256="AAAA"))
        assert stage.deploy().changed == ()

    def test_new_code_uploads_code_only(self, stage: Bench) -> None:
        stage.deploy()
        stage.code = "v2"
        done = stage.deploy()
        assert done.version == "2"
        assert stage.rules.writes == ["UpdateFunctionCode", "PublishVersion", "UpdateAlias"]
        assert stage.live() == "2"

    def test_new_dependencies_make_a_new_layer_version(self, stage: Bench) -> None:
        stage.deploy()
        stage.dependencies = "django 6"
        stage.deploy()
        assert stage.rules.writes == [
            "PublishLayerVersion",
            "UpdateFunctionConfiguration",
            "PublishVersion",
            "UpdateAlias",
        ]

    def test_dependencies_that_were_there_before_are_found_again(self, stage: Bench) -> None:
        stage.deploy()
        stage.dependencies = "django 6"
        stage.deploy()
        stage.dependencies = "django"
        stage.deploy()
        assert "PublishLayerVersion" not in stage.rules.writes

    def test_values_of_the_environment_are_never_said(self, stage: Bench) -> None:
        stage.deploy(environment_variables={"A": "hush-hush-1"})
        stage.deploy(environment_variables={"A": "hush-hush-2"})
        assert "hush" not in str(stage.ui.said)

    def test_a_change_by_hand_is_put_right(self, stage: Bench) -> None:
        stage.deploy()
        stage.client("lambda").update_function_configuration(FunctionName=FUNCTION, MemorySize=3008)
        stage.deploy()
        assert stage.configuration("$LATEST")["MemorySize"] == 512
        assert stage.live() == "1"
        assert "PublishVersion" not in stage.rules.writes

    def test_an_alias_that_somebody_moved_or_divided_is_put_right(self, stage: Bench) -> None:
        stage.deploy()
        stage.code = "v2"
        stage.deploy()
        move = stage.client("lambda").update_alias
        move(FunctionName=FUNCTION, Name="live", FunctionVersion="1")
        assert stage.deploy().version == "2"
        weights = {"AdditionalVersionWeights": {"1": 0.5}}
        move(FunctionName=FUNCTION, Name="live", FunctionVersion="2", RoutingConfig=weights)
        stage.deploy()
        assert stage.rules.writes == ["UpdateAlias"]
        assert any("traffic divided -> all to one version" in text for _, text in stage.ui.said)
        assert stage.deploy().changed == ()

    def test_another_architecture_comes_with_the_code(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(architecture="arm64")
        assert stage.rules.called("UpdateFunctionCode")[0]["Architectures"] == ["arm64"]

    def test_code_and_dependencies_that_do_not_fit_together_take_the_layers_off(
        self, stage: Bench
    ) -> None:
        stage.unzipped = 130 * 1024 * 1024
        stage.deploy()
        stage.code, stage.dependencies = "v2", "django 6"
        stage.deploy()
        layers = [call["Layers"] for call in stage.rules.called("UpdateFunctionConfiguration")]
        assert layers[0] == []
        assert len(layers[1]) == 1


class TestFunctionUrl:
    def test_it_stands_on_the_alias_with_two_permissions(self, stage: Bench) -> None:
        done = stage.deploy(api="url")
        assert done.url is not None
        assert done.version == "1"
        assert stage.rules.called("CreateFunctionUrlConfig")[0]["Qualifier"] == "live"
        made = stage.rules.called("AddPermission")  # side by side
        second, first = sorted(made, key=lambda call: str(call["Action"]))
        assert (first["Action"], first["FunctionUrlAuthType"]) == (
            "lambda:InvokeFunctionUrl",
            "NONE",
        )
        assert (second["Action"], second["InvokedViaFunctionUrl"]) == (
            "lambda:InvokeFunction",
            True,
        )
        assert {first["Qualifier"], second["Qualifier"]} == {"live"}

    def test_the_function_knows_its_host_in_its_first_version(self, stage: Bench) -> None:
        done = stage.deploy(api="url")
        host = stage.configuration("1")["Environment"]["Variables"]["LIFT_HOSTS"]
        assert done.url is not None
        assert host in done.url
        assert "/" not in host


class TestKeepWarm:
    def test_the_rule_sends_the_event_to_the_alias(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        events = stage.client("events")
        rule = events.describe_rule(Name=f"{FUNCTION}-keep-warm")
        (target,) = events.list_targets_by_rule(Rule=f"{FUNCTION}-keep-warm")["Targets"]
        assert (rule["ScheduleExpression"], rule["State"]) == ("rate(4 minutes)", "ENABLED")
        assert target["Arn"] == LIVE_ARN
        assert json.loads(target["Input"]) == {"lift": "keep-warm"}
        permissions = stage.rules.called("AddPermission")
        assert rule["Arn"] in [permission["SourceArn"] for permission in permissions]
        assert "events.amazonaws.com" in [each["Principal"] for each in permissions]

    def test_turned_off_it_goes_with_its_permission(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        stage.deploy(keep_warm=None)
        assert stage.rules.writes == ["RemovePermission", "RemoveTargets", "DeleteRule"]

    def test_another_schedule_changes_the_rule_only(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        stage.deploy(keep_warm=KeepWarm("rate(2 minutes)"))
        assert stage.rules.writes == ["PutRule"]

    def pings(self, stage: Bench) -> dict[str, list[str]]:
        """The events that each rule sends at once, all to the alias."""
        events = stage.client("events")
        found = {}
        for rule in events.list_rules()["Rules"]:
            targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            assert {target["Arn"] for target in targets} <= {LIVE_ARN}
            found[rule["Name"]] = [target["Input"] for target in targets]
        return found

    def test_several_are_held_at_once_and_each_rule_has_a_permission(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 12))
        held = '{"lift": "keep-warm", "hold": 1}'
        first = f"{FUNCTION}-keep-warm"
        assert self.pings(stage) == {
            first: [held] * 5,
            f"{first}-2": [held] * 5,
            f"{first}-3": [held] * 2,
        }
        events = stage.client("events")
        arns = [rule["Arn"] for rule in events.list_rules()["Rules"]]
        permitted = {
            each["StatementId"]: each["SourceArn"]
            for each in stage.rules.called("AddPermission")
            if each["Principal"] == "events.amazonaws.com"
        }
        names = ["lift-keep-warm", "lift-keep-warm-2", "lift-keep-warm-3"]
        assert permitted == dict(zip(names, sorted(arns), strict=True))
        for arn in arns:
            tags = events.list_tags_for_resource(ResourceARN=arn)["Tags"]
            assert {"Key": "lift:stage", "Value": "production"} in tags
        assert stage.deploy().changed == ()

    def test_within_one_rule_only_targets_come_and_go(self, stage: Bench) -> None:
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 2))
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 4))
        assert stage.rules.writes == ["PutTargets"]
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 1))
        assert stage.rules.writes == ["PutTargets", "RemoveTargets"]
        assert self.pings(stage) == {f"{FUNCTION}-keep-warm": ['{"lift": "keep-warm"}']}
        assert stage.deploy().changed == ()

    def test_more_or_fewer_rules_are_made_together(self, stage: Bench) -> None:
        """AWS counts a rate from the moment that a rule is made."""
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 5))
        step, *further = stage.preview(keep_warm=KeepWarm("rate(4 minutes)", 6)).plan.work
        assert (step.action, step.reason) == ("replace", "rules 1 -> 2")
        assert [each.action for each in further] == ["create", "create"]
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 6))
        assert len(stage.rules.called("PutRule")) == 2
        assert stage.deploy().changed == ()
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 3))
        assert list(self.pings(stage)) == [f"{FUNCTION}-keep-warm"]
        statements = [each["StatementId"] for each in stage.rules.called("RemovePermission")]
        assert statements == ["lift-keep-warm-2"]
        assert stage.deploy().changed == ()


class TestVpc:
    def network(self, stage: Bench) -> tuple[str, str]:
        ec2 = stage.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
        group = ec2.create_security_group(GroupName=vpc, Description="x", VpcId=vpc)["GroupId"]
        return subnet, group

    def test_the_function_stands_in_it_and_the_role_may(self, stage: Bench) -> None:
        subnet, group = self.network(stage)
        stage.deploy(vpc_config=VpcConfig((subnet,), (group,)))
        assert stage.configuration("1")["VpcConfig"]["SubnetIds"] == [subnet]
        (policy,) = stage.rules.called("PutRolePolicy")
        assert "ec2:CreateNetworkInterface" in policy["PolicyDocument"]
        assert stage.deploy().changed == ()

    def test_leaving_it_keeps_the_rights_that_earlier_versions_need(self, stage: Bench) -> None:
        subnet, group = self.network(stage)
        stage.deploy(vpc_config=VpcConfig((subnet,), (group,)))
        stage.deploy(vpc_config=None)
        assert stage.configuration("2")["VpcConfig"]["SubnetIds"] == []
        assert "PutRolePolicy" not in stage.rules.writes
        assert stage.deploy().changed == ()

    def test_an_id_that_is_not_there_is_said_before_anything_is_written(self, stage: Bench) -> None:
        with pytest.raises(SettingsError, match="subnet-0123"):
            stage.deploy(vpc_config=VpcConfig(("subnet-0123",), ("sg-0123",)))
        assert stage.rules.writes == []

    def test_ids_of_two_vpcs_are_refused(self, stage: Bench) -> None:
        subnet, _ = self.network(stage)
        _, group = self.network(stage)
        with pytest.raises(SettingsError, match="of 2 VPCs"):
            stage.deploy(vpc_config=VpcConfig((subnet,), (group,)))
        assert stage.rules.writes == []


class TestGate:
    def test_the_new_version_is_woken_and_asked_before_the_switch(self, tmp_path: Path) -> None:
        invoked: list[tuple[str, Any]] = []

        def function(name: str, version: str, payload: object) -> Answer:
            invoked.append((version, payload))
            return Answer()

        with bench(tmp_path, function) as stage:
            done = stage.deploy()
            (first, woken), (second, asked) = invoked
            assert (first, woken) == ("1", {"lift": "keep-warm"})
            assert (second, asked["rawPath"]) == ("1", "/")
            assert f"https://{asked['headers']['host']}" == done.url
            order = [call.operation for call in stage.rules.calls]
            assert order.index("Invoke") < order.index("UpdateAlias")

    def test_an_application_that_does_not_import_gets_no_traffic(self, tmp_path: Path) -> None:
        log = "START RequestId: 1\n[ERROR] ImportError: no shop\nTraceback (most recent call)\n"

        def function(name: str, version: str, payload: object) -> Answer:
            said = {"errorMessage": "Unable to import module", "errorType": "ImportModuleError"}
            return Answer() if version == "1" else Answer(said, "Unhandled", log)

        with bench(tmp_path, function) as stage:
            stage.deploy()
            stage.code = "broken"
            with pytest.raises(
                ReleaseFailed, match="version 2 does not start: Unable to import"
            ) as caught:
                stage.deploy()
            assert stage.live() == "1"
            assert caught.value.details.splitlines() == [
                "[ERROR] ImportError: no shop",
                "Traceback (most recent call)",
            ]
            assert "version 1 is live" in caught.value.hint

    def test_commands_run_in_the_new_version_and_show_their_output(self, tmp_path: Path) -> None:
        invoked: list[tuple[str, Any]] = []

        def function(name: str, version: str, payload: Any) -> Answer:
            invoked.append((version, payload))
            return Answer({"exit_code": 0, "output": "Applying shop.0001... OK\n"})

        with bench(tmp_path, function) as stage:
            stage.deploy(before_switch=("migrate --noinput", "check"))
            assert [payload.get("arguments") for _, payload in invoked] == [
                None,
                ["migrate", "--noinput"],
                ["check"],
                None,
            ]
            assert invoked[-1][1]["rawPath"] == "/"
            assert "Applying shop.0001... OK" in str(stage.ui.said)

    def test_a_failing_command_stops_the_deploy_with_its_output(self, tmp_path: Path) -> None:
        def function(name: str, version: str, payload: Any) -> Answer:
            return Answer({"exit_code": 3, "output": "no such table"})

        with bench(tmp_path, function) as stage:
            stage.deploy()
            stage.code = "v2"
            with pytest.raises(ReleaseFailed, match="exit code 3 in version 2") as caught:
                stage.deploy(before_switch=("migrate",))
            assert caught.value.details == "no such table"
            assert stage.live() == "1"

    def test_a_version_that_failed_is_used_again_when_nothing_changed(self, tmp_path: Path) -> None:
        answers = [Answer({"errorMessage": "no database"}, "Unhandled", ""), Answer(), Answer()]

        def function(name: str, version: str, payload: object) -> Answer:
            return answers.pop(0)

        with bench(tmp_path, function) as stage:
            with pytest.raises(ReleaseFailed, match="no database"):
                stage.deploy()
            assert stage.live() == "$LATEST"
            assert stage.deploy().version == "1"
            assert "PublishVersion" not in stage.rules.writes


class TestNotOurs:
    @pytest.mark.parametrize("api", ["http", "url"])
    def test_a_function_of_our_name_is_left_alone(self, stage: Bench, api: str) -> None:
        role = stage.client("iam").create_role(RoleName="x", AssumeRolePolicyDocument="{}")
        stage.client("lambda").create_function(
            FunctionName=FUNCTION,
            Role=role["Role"]["Arn"],
            Code={"ZipFile": b"PK\x05\x06" + bytes(18)},
            Handler="a.b",
            Runtime="python3.12",
        )
        with pytest.raises(NotOurs, match=f"function {FUNCTION}"):
            stage.deploy(api=api)
        assert stage.rules.writes == []

    def test_an_api_of_our_name_is_left_alone(self, stage: Bench) -> None:
        stage.client("apigatewayv2").create_api(Name=FUNCTION, ProtocolType="HTTP")
        with pytest.raises(NotOurs, match="HTTP API"):
            stage.deploy()
        assert stage.rules.writes == []

    def test_a_role_of_another_stage_is_not_ours(self, stage: Bench) -> None:
        stage.client("iam").create_role(
            RoleName=f"{FUNCTION}-{REGION}",
            AssumeRolePolicyDocument="{}",
            Tags=[{"Key": "lift:project", "Value": "shop"}, {"Key": "lift:stage", "Value": "x"}],
        )
        with pytest.raises(NotOurs, match="role"):
            stage.deploy()

    def test_a_statement_of_somebody_else_on_the_alias_stays(self, stage: Bench) -> None:
        stage.deploy()
        aws = stage.connect()
        aws.lambda_.add_permission(
            FunctionName=FUNCTION,
            Qualifier="live",
            StatementId="theirs",
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
        )
        stage.deploy()
        policy = json.loads(
            aws.lambda_.get_policy(FunctionName=FUNCTION, Qualifier="live")["Policy"]
        )
        assert "theirs" in [statement["Sid"] for statement in policy["Statement"]]


class TestTrouble:
    def test_a_lost_answer_to_create_api_makes_no_second_one(self, stage: Bench) -> None:
        lost = ReadTimeoutError(endpoint_url="https://apigateway")
        stage.rules.fail("CreateApi", lost, after=True)
        stage.deploy()
        assert len(stage.client("apigatewayv2").get_apis()["Items"]) == 1
        assert stage.deploy().changed == ()

    def test_create_api_is_tried_again_when_it_never_arrived(self, stage: Bench) -> None:
        stage.rules.fail("CreateApi", refusal("ServiceUnavailable", "later", "CreateApi", 503))
        stage.deploy()
        assert len(stage.client("apigatewayv2").get_apis()["Items"]) == 1

    def test_a_second_api_of_ours_is_removed(self, stage: Bench) -> None:
        done = stage.deploy()
        stage.client("apigatewayv2").create_api(Name=FUNCTION, ProtocolType="HTTP", Tags=TAGS)
        again = stage.deploy()
        assert again.url == done.url
        assert stage.rules.writes == ["DeleteApi"]

    @pytest.mark.parametrize(
        "operation",
        [
            "CreateRole",
            "PutRolePolicy",
            "CreateLogGroup",
            "PutRetentionPolicy",
            "PublishLayerVersion",
            "CreateApi",
            "CreateIntegration",
            "CreateRoute",
            "CreateStage",
            "CreateFunction",
            "CreateAlias",
            "PublishVersion",
            "UpdateAlias",
            "AddPermission",
            "PutRule",
            "PutTargets",
        ],
    )
    @pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
    def test_stopped_at_any_call_it_goes_on(
        self, stage: Bench, operation: str, after: bool
    ) -> None:
        stage.rules.fail(operation, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        assert ("warn", stage.ui.said[-1][1]) == stage.ui.said[-1]
        assert "`lift deploy production` goes on from there" in stage.ui.said[-1][1]
        done = stage.deploy()
        assert stage.live() == done.version
        assert stage.deploy().changed == ()
        assert len(stage.client("apigatewayv2").get_apis()["Items"]) == 1

    def test_access_denied_says_which_right_is_missing(self, stage: Bench) -> None:
        said = "User: x is not authorized to perform: iam:CreateRole on resource: y"
        stage.rules.fail("CreateRole", refusal("AccessDenied", said, "CreateRole", 403))
        with pytest.raises(AwsError, match="access denied, iam:CreateRole") as caught:
            stage.deploy()
        assert "lift policy deployer" in caught.value.hint

    def test_two_at_once_do_not_overwrite_each_other(self, tmp_path: Path) -> None:
        def function(name: str, version: str, payload: object) -> Answer:
            if version == "2":  # meanwhile somebody else moves the alias
                made.connect().lambda_.update_alias(
                    FunctionName=FUNCTION, Name="live", FunctionVersion="1", Description="theirs"
                )
            return Answer()

        with bench(tmp_path, function) as made:
            made.deploy()
            made.code = "v2"
            with pytest.raises(AwsError, match="somebody else changed it at the same moment"):
                made.deploy()
            assert made.live() == "1"


class TestLargeArchives:
    def test_they_go_through_the_bucket_that_is_named_and_leave_nothing_there(
        self, stage: Bench
    ) -> None:
        s3 = stage.client("s3")
        where = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket="my-deployments", CreateBucketConfiguration=where)
        stage.deploy(s3_bucket="my-deployments")
        code = stage.rules.called("CreateFunction")[0]["Code"]
        assert code["S3Bucket"] == "my-deployments"
        assert "Contents" not in s3.list_objects_v2(Bucket="my-deployments")
        assert stage.deploy().changed == ()

    def test_a_bucket_that_is_not_there_is_said_first(self, stage: Bench) -> None:
        with pytest.raises(SettingsError, match="no-such-bucket"):
            stage.deploy(s3_bucket="no-such-bucket")
        assert stage.rules.writes == []

    def test_above_the_limit_a_private_bucket_of_ours_is_made(self, stage: Bench) -> None:
        stage.padding = 51 * 1024 * 1024
        stage.deploy()
        name = f"{FUNCTION}-{REGION}-{ACCOUNT}"
        s3 = stage.client("s3")
        block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
        assert set(block.values()) == {True}
        assert s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
        assert {"Key": "lift:stage", "Value": "production"} in s3.get_bucket_tagging(Bucket=name)[
            "TagSet"
        ]
        assert stage.deploy().changed == ()


class TestUpdate:
    def test_it_brings_new_code(self, stage: Bench) -> None:
        stage.deploy()
        stage.code = "v2"
        assert stage.update().version == "2"
        assert stage.rules.writes == ["UpdateFunctionCode", "PublishVersion", "UpdateAlias"]

    def test_it_needs_a_deploy_first(self, stage: Bench) -> None:
        with pytest.raises(AwsError, match="has not been deployed") as caught:
            stage.update()
        assert "lift deploy production" in caught.value.hint
        assert stage.rules.writes == []

    def test_it_leaves_the_rest_and_says_so(self, stage: Bench) -> None:
        stage.deploy()
        stage.code = "v2"
        stage.update(log_retention_days=7, keep_warm=KeepWarm("rate(4 minutes)"))
        assert stage.rules.writes == ["UpdateFunctionCode", "PublishVersion", "UpdateAlias"]
        notes = [text for kind, text in stage.ui.said if kind == "note"]
        assert any("log group" in note for note in notes)
        assert any("keep-warm rule" in note for note in notes)

    def test_it_refuses_what_needs_a_front_door_that_is_not_there(self, stage: Bench) -> None:
        stage.deploy()
        with pytest.raises(AwsError, match="needs function URL") as caught:
            stage.update(api="url")
        assert "lift deploy" in caught.value.hint
        assert stage.rules.writes == []


def test_the_build_is_told_which_layers_are_there(stage: Bench) -> None:
    stage.deploy()
    assert stage.published == {}
    layer = stage.built[-1].layer
    assert layer
    stage.deploy()
    assert stage.published == {short(layer.digest): layer.unzipped}
