"""``"api": "alb"`` on an emulated AWS with AWS's own rules."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.status import status
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, SettingsError
from lift.deployer.settings.load_balancer import LoadBalancer

from ...aws_rules import Answer, refusal
from ..bench import ACCOUNT, FUNCTION, REGION, Bench, bench
from .listener import listener

LIVE_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}:live"
EVENTS: list[Any] = []


def ok(function: str, version: str, payload: Any) -> Answer:
    EVENTS.append(payload)
    return Answer({"statusCode": 200, "headers": {}, "multiValueHeaders": {}, "body": "ok"})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    EVENTS.clear()
    with bench(tmp_path, ok, api="alb") as made:
        made.stage = replace(made.stage, load_balancer=LoadBalancer(listener(made)))
        yield made


def wanted(stage: Bench, **settings: Any) -> LoadBalancer:
    assert stage.stage.load_balancer is not None
    return replace(stage.stage.load_balancer, **settings)


def the_group(stage: Bench) -> Any:
    (group,) = stage.client("elbv2").describe_target_groups()["TargetGroups"]
    return group


def targets(stage: Bench) -> list[str]:
    found = stage.client("elbv2").describe_target_health(
        TargetGroupArn=the_group(stage)["TargetGroupArn"]
    )
    return [each["Target"]["Id"] for each in found["TargetHealthDescriptions"]]


def rules(stage: Bench) -> list[Any]:
    """But the default one."""
    assert stage.stage.load_balancer is not None
    found = stage.client("elbv2").describe_rules(ListenerArn=stage.stage.load_balancer.listener_arn)
    return [rule for rule in found["Rules"] if not rule["IsDefault"]]


def conditions(stage: Bench) -> dict[str, list[str]]:
    (rule,) = rules(stage)
    return {
        each["Field"]: (each.get("HostHeaderConfig") or each.get("PathPatternConfig"))["Values"]
        for each in rule["Conditions"]
    }


def tags(stage: Bench, arn: str) -> dict[str, str]:
    (found,) = stage.client("elbv2").describe_tags(ResourceArns=[arn])["TagDescriptions"]
    return {tag["Key"]: tag["Value"] for tag in found["Tags"]}


class TestFirstDeploy:
    def test_the_rule_leads_to_the_alias_through_a_target_group(self, stage: Bench) -> None:
        stage.deploy()
        group, (rule,) = the_group(stage), rules(stage)
        assert (group["TargetGroupName"], group["TargetType"]) == (FUNCTION, "lambda")
        assert group["HealthCheckEnabled"] is False
        assert targets(stage) == [LIVE_ARN]
        assert rule["Actions"][0]["TargetGroupArn"] == group["TargetGroupArn"]
        assert (rule["Priority"], conditions(stage)) == ("1", {"path-pattern": ["*"]})
        ours = {"lift:project": "shop", "lift:stage": "production"}
        assert tags(stage, group["TargetGroupArn"]) == tags(stage, rule["RuleArn"]) == ours

    def test_nothing_is_sent_before_the_release_has_passed(self, stage: Bench) -> None:
        stage.deploy()
        order = stage.rules.writes
        assert order.index("CreateTargetGroup") < order.index("UpdateAlias")
        for later in ("AddPermission", "RegisterTargets", "CreateRule"):
            assert order.index("UpdateAlias") < order.index(later)
        (permission,) = stage.rules.called("AddPermission")
        assert permission["Principal"] == "elasticloadbalancing.amazonaws.com"
        assert permission["SourceArn"] == the_group(stage)["TargetGroupArn"]
        assert permission["StatementId"] == "lift-target-group"

    def test_the_address_is_the_load_balancers(self, stage: Bench) -> None:
        done = stage.deploy()
        (balancer,) = stage.client("elbv2").describe_load_balancers()["LoadBalancers"]
        assert done.url == f"http://{balancer['DNSName']}"
        hosts = stage.configuration("1")["Environment"]["Variables"]["LIFT_HOSTS"]
        assert hosts == balancer["DNSName"]
        assert status(stage.connect()).url == done.url

    def test_or_the_first_of_its_hosts(self, stage: Bench) -> None:
        there = wanted(
            stage, hosts=("shop.example", "*.shop.example"), paths=("/api/*",), priority=7
        )
        done = stage.deploy(load_balancer=there)
        assert done.url == "http://shop.example"
        hosts = stage.configuration("1")["Environment"]["Variables"]["LIFT_HOSTS"]
        assert hosts == "shop.example,.shop.example"
        assert conditions(stage) == {
            "host-header": ["*.shop.example", "shop.example"],
            "path-pattern": ["/api/*"],
        }
        assert [rule["Priority"] for rule in rules(stage)] == ["7"]

    @pytest.mark.parametrize("several", [False, True])
    def test_the_gate_sends_the_event_of_the_load_balancer(
        self, stage: Bench, several: bool
    ) -> None:
        there = wanted(stage, hosts=("shop.example",), multi_value_headers=several)
        stage.deploy(load_balancer=there)
        stage.code = "v2"
        stage.deploy()
        rollback(stage.connect(), None, stage.ui, yes=True)
        asked = [each for each in EVENTS if "lift" not in each]
        assert len(asked) == 3
        for event in asked:
            assert f":targetgroup/{FUNCTION}/" in event["requestContext"]["elb"]["targetGroupArn"]
            headers = event["multiValueHeaders" if several else "headers"]
            assert headers["host"] == (["shop.example"] if several else "shop.example")


class TestAgain:
    def test_it_changes_nothing_and_writes_nothing(self, stage: Bench) -> None:
        stage.deploy()
        assert stage.deploy().changed == ()
        assert stage.rules.writes == []

    def test_what_the_settings_change_is_changed_in_place(self, stage: Bench) -> None:
        stage.deploy()
        (was,) = rules(stage)
        there = wanted(stage, paths=("/shop/*",), priority=50, multi_value_headers=False)
        stage.deploy(load_balancer=there, tags={"team": "web"})
        (rule,) = rules(stage)
        assert rule["RuleArn"] == was["RuleArn"]
        assert (rule["Priority"], conditions(stage)) == ("50", {"path-pattern": ["/shop/*"]})
        assert tags(stage, rule["RuleArn"])["team"] == "web"
        assert tags(stage, the_group(stage)["TargetGroupArn"])["team"] == "web"
        stage.deploy()
        assert stage.rules.writes == []
        stage.deploy(tags={})
        assert "team" not in tags(stage, rule["RuleArn"])
        assert "team" not in tags(stage, the_group(stage)["TargetGroupArn"])

    def test_what_was_changed_by_hand_is_put_right(self, stage: Bench) -> None:
        stage.deploy()
        client, group = stage.client("elbv2"), the_group(stage)["TargetGroupArn"]
        client.deregister_targets(TargetGroupArn=group, Targets=[{"Id": LIVE_ARN}])
        name = {"HttpHeaderName": "X", "Values": ["1"]}
        header = {"Field": "http-header", "HttpHeaderConfig": name}
        client.modify_rule(RuleArn=rules(stage)[0]["RuleArn"], Conditions=[header])
        stage.deploy()
        assert (targets(stage), conditions(stage)) == ([LIVE_ARN], {"path-pattern": ["*"]})
        stage.deploy()
        assert stage.rules.writes == []


class TestRefused:
    def test_a_listener_that_is_not_there(self, stage: Bench) -> None:
        arn = wanted(stage).listener_arn + "0"
        with pytest.raises(SettingsError, match="there is no listener"):
            stage.deploy(load_balancer=wanted(stage, listener_arn=arn))
        assert stage.rules.writes == []

    def test_a_priority_that_is_somebody_elses(self, stage: Bench) -> None:
        stage.client("elbv2").create_rule(
            ListenerArn=wanted(stage).listener_arn,
            Priority=5,
            Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
            Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
        )
        with pytest.raises(AwsError, match="is taken by somebody else's rule"):
            stage.deploy(load_balancer=wanted(stage, priority=5))
        assert stage.rules.writes == []
        stage.deploy(load_balancer=wanted(stage, priority=None))
        assert sorted(rule["Priority"] for rule in rules(stage)) == ["1", "5"]

    def test_a_target_group_that_is_not_ours(self, stage: Bench) -> None:
        stage.client("elbv2").create_target_group(Name=FUNCTION, TargetType="lambda")
        with pytest.raises(AwsError, match="not ours"):
            stage.deploy()


class TestTrouble:
    @pytest.mark.parametrize("call", ["CreateTargetGroup", "RegisterTargets", "CreateRule"])
    @pytest.mark.parametrize("after", [False, True])
    def test_what_was_cut_short_is_taken_up(self, stage: Bench, call: str, after: bool) -> None:
        stage.rules.fail(call, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            stage.deploy()
        stage.deploy()
        assert (targets(stage), len(rules(stage))) == ([LIVE_ARN], 1)
        stage.deploy()
        assert stage.rules.writes == []

    def test_an_answer_that_was_lost_leaves_no_second_rule(self, stage: Bench) -> None:
        lost = refusal("InternalFailure", "", "CreateRule", 500)
        stage.rules.fail("CreateRule", lost, after=True)
        stage.deploy()
        assert len(rules(stage)) == 1


def test_undeploy_leaves_what_is_the_users(stage: Bench) -> None:
    stage.deploy()
    undeploy(stage.connect(), stage.ui, yes=True)
    client = stage.client("elbv2")
    assert client.describe_target_groups()["TargetGroups"] == []
    assert rules(stage) == []
    assert len(client.describe_load_balancers()["LoadBalancers"]) == 1
