"""Scheduled rules, by a clock of our own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lift.deployer.sandbox.catalogue import Region
from lift.deployer.sandbox.invoker import Invoker
from lift.deployer.sandbox.permissions import Permissions
from lift.deployer.sandbox.rules import Rules
from lift.deployer.sandbox.service_error import ServiceError
from lift.deployer.ui import Recorder

from .aws import ACCOUNT, REGION, Aws


class Clock:
    """Stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Sent(Invoker):
    """Keeps what it is asked to send."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str | None, object]] = []

    def send(
        self,
        region: Region,
        name: str,
        event: bytes,
        *,
        qualifier: str | None = None,
        request_id: str = "",
    ) -> None:
        if name == "broken":
            raise ServiceError(404, "ResourceNotFoundException", "it is not there")
        self.events.append((name, qualifier, json.loads(event)))


class Bench:
    """Rules over the sandbox's state, ticked by hand."""

    def __init__(self, aws: Aws) -> None:
        self.aws = aws
        self.clock = Clock()
        self.sent = Sent()
        self.ui = Recorder()
        self.permissions = Permissions()
        self.rules = Rules(self.sent, self.permissions, self.ui, self.clock)

    def rule(self, name: str, schedule: str = "rate(4 minutes)", **target: str) -> str:
        """A rule that targets the alias of the function ``name`` and may; the alias's ARN."""
        arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}:live"
        made = self.aws.events.put_rule(Name=name, ScheduleExpression=schedule)["RuleArn"]
        wanted: Any = {"Id": "1", "Arn": arn, **target}
        self.aws.events.put_targets(Rule=name, Targets=[wanted])
        wish = {"StatementId": "rule", "Action": "lambda:InvokeFunction", "SourceArn": made}
        self.permissions.add(arn, wish | {"Principal": "events.amazonaws.com"})
        return arn

    def pass_minutes(self, minutes: float) -> None:
        self.clock.now += minutes * 60
        self.rules.tick()


@pytest.fixture
def bench(aws: Aws) -> Iterator[Bench]:
    bench = Bench(aws)
    yield bench
    for rule in aws.events.list_rules()["Rules"]:
        aws.events.remove_targets(Rule=rule["Name"], Ids=["1"])
        aws.events.delete_rule(Name=rule["Name"])


def test_a_rate_rule_fires_once_each_period(bench: Bench) -> None:
    bench.rule("steady", Input='{"lift": "keep-warm"}')
    bench.pass_minutes(0)
    assert bench.sent.events == []
    bench.pass_minutes(3.9)
    assert bench.sent.events == []
    bench.pass_minutes(0.2)
    bench.pass_minutes(0.2)
    assert bench.sent.events == [("steady", "live", {"lift": "keep-warm"})]
    bench.pass_minutes(4)
    assert len(bench.sent.events) == 2


def test_a_machine_that_slept_does_not_catch_up(bench: Bench) -> None:
    bench.rule("sleepy")
    bench.pass_minutes(0)
    bench.pass_minutes(600)
    bench.pass_minutes(1)
    assert len(bench.sent.events) == 1


def test_a_target_without_input_gets_the_scheduled_event(bench: Bench) -> None:
    bench.rule("plain")
    bench.pass_minutes(0)
    bench.pass_minutes(4)
    ((_, _, event),) = bench.sent.events
    assert isinstance(event, dict)
    assert event["source"] == "aws.events"
    assert event["detail-type"] == "Scheduled Event"
    assert event["resources"] == [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/plain"]


def test_without_the_permission_it_says_so_and_fires_nothing(bench: Bench) -> None:
    arn = bench.rule("forbidden")
    bench.permissions.forget(arn)
    bench.pass_minutes(0)
    bench.pass_minutes(4)
    assert bench.sent.events == []
    assert ("warn", f"rule forbidden may not invoke {arn}: see its permissions") in bench.ui.said


def test_a_function_that_is_gone_is_said(bench: Bench) -> None:
    bench.rule("broken")
    bench.pass_minutes(0)
    bench.pass_minutes(4)
    assert ("warn", "rule broken: it is not there") in bench.ui.said


def test_a_disabled_rule_is_silent_and_starts_anew_when_enabled(bench: Bench) -> None:
    bench.rule("paused")
    bench.aws.events.disable_rule(Name="paused")
    bench.pass_minutes(0)
    bench.pass_minutes(5)
    bench.aws.events.enable_rule(Name="paused")
    bench.pass_minutes(0)
    assert bench.sent.events == []
    bench.pass_minutes(4)
    assert len(bench.sent.events) == 1


def test_cron_rules_do_not_fire(bench: Bench) -> None:
    bench.rule("nightly", schedule="cron(0 3 * * ? *)")
    bench.pass_minutes(0)
    bench.pass_minutes(60 * 24)
    assert bench.sent.events == []
