"""Changing the front door: the old one goes on answering until it is retired."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.status import status
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import LiftError
from lift.deployer.ui import Recorder

from ...aws_rules import Answer
from ..bench import Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def apis(stage: Bench) -> list[str]:
    return [api["ApiEndpoint"] for api in stage.client("apigatewayv2").get_apis()["Items"]]


def hosts(stage: Bench) -> list[str]:
    """What the live version is told that it is reached by."""
    environment = stage.configuration(stage.live())["Environment"]["Variables"]
    return [host for host in environment.get("LIFT_HOSTS", "").split(",") if host]


def host(url: str | None) -> str:
    return str(url).removeprefix("https://")


class TestTheOldDoor:
    def test_it_stays_with_its_permission_and_the_function_knows_both_hosts(
        self, stage: Bench
    ) -> None:
        old = stage.deploy()
        new = stage.deploy(api="url")
        assert apis(stage) == [old.url]
        assert new.former_urls == (old.url,)
        assert "RemovePermission" not in stage.rules.writes
        assert hosts(stage) == [host(new.url), host(old.url)]
        assert stage.deploy().changed == ()

    def test_it_stays_without_a_new_one_too(self, stage: Bench) -> None:
        old = stage.deploy(api="url")
        done = stage.deploy(api="none")
        assert (done.url, done.former_urls) == (None, (old.url,))
        assert hosts(stage) == [host(old.url)]

    def test_what_becomes_of_the_addresses_is_said(self, stage: Bench) -> None:
        old = stage.deploy().url
        stays = f"{old} goes on answering until `lift deploy production --retire`"
        changes = "the address changes: AWS gives the new one as soon as the new front door is made"
        assert stage.preview(api="url").plan.notes == (f"{changes}; {stays}",)
        new = stage.deploy().url
        assert stage.preview().plan.notes == (f"the address is {new}; {stays}",)
        gone = 'there is no front door any more ("api": "none")'
        assert stage.preview(api="none").plan.notes == (
            f"{gone}; {old} and {new} go on answering until `lift deploy production --retire`",
        )

    def test_going_back_needs_nothing_new(self, stage: Bench) -> None:
        first = stage.deploy()
        second = stage.deploy(api="url")
        third = stage.deploy(api="http")
        assert (third.url, third.former_urls) == (first.url, (second.url,))
        assert set(stage.rules.writes) <= {"UpdateFunctionConfiguration", "PublishVersion"} | {
            "UpdateAlias",
            "PutParameter",
            "DeleteParameter",
            "DeleteParameters",
            "AddTagsToResource",
        }

    def test_status_names_it(self, stage: Bench) -> None:
        old = stage.deploy()
        new = stage.deploy(api="url")
        found = status(stage.connect())
        assert (found.url, found.former_urls) == (new.url, (old.url,))
        assert found.document()["former_urls"] == [old.url]

    def test_one_that_never_let_anybody_in_goes_without_being_asked_for(
        self, tmp_path: Path
    ) -> None:
        answers = [Answer(None, "Unhandled"), Answer()]

        def function(name: str, version: str, payload: Any) -> Answer:
            return answers[0]

        with bench(tmp_path, function) as stage:
            with pytest.raises(LiftError):
                stage.deploy()
            assert len(apis(stage)) == 1
            answers.pop(0)
            stage.deploy(api="none")
            assert apis(stage) == []


class TestRetiring:
    def test_the_old_door_goes_after_the_switch(self, stage: Bench) -> None:
        stage.deploy()
        new = stage.deploy(api="url")
        stage.ui = Recorder(answer=False)  # saying --retire is answer enough
        done = stage.deploy(retire=True)
        order = stage.rules.writes
        assert order.index("UpdateAlias") < order.index("RemovePermission")
        assert order.index("RemovePermission") < order.index("DeleteApi")
        assert (apis(stage), done.former_urls) == ([], ())
        assert hosts(stage) == [host(new.url)]
        assert stage.deploy().changed == ()

    def test_it_can_come_with_the_change(self, stage: Bench) -> None:
        stage.deploy(api="url")
        stage.deploy(api="http", retire=True)
        assert "DeleteFunctionUrlConfig" in stage.rules.writes
        assert len(hosts(stage)) == 1
        assert stage.deploy().changed == ()

    def test_the_plan_shows_which_address_goes(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(api="url")
        found = stage.preview(retire=True).plan
        assert [step.resource.key for step in found.work if step.action == "delete"] == [
            "permission lift-http-api",
            "http-api",
        ]
        assert found.notes == ()

    def test_without_a_former_door_there_is_nothing_to_do(self, stage: Bench) -> None:
        stage.deploy()
        assert stage.deploy(retire=True).changed == ()

    def test_undeploy_takes_both(self, stage: Bench) -> None:
        stage.deploy()
        stage.deploy(api="url")
        undeploy(stage.connect(), stage.ui, yes=True)
        assert apis(stage) == []
