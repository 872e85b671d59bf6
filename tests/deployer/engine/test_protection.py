"""A protected stage is asked for before anything is read, built or written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lift.deployer.engine.deploy import deploy
from lift.deployer.engine.options import Options
from lift.deployer.engine.protection import confirm
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import LiftError, UsageError
from lift.deployer.ui import Console, Recorder

from ...aws_rules import refusal
from ..bench import ACCOUNT, REGION, Bench, bench

PLACE = f"account {ACCOUNT}, region {REGION}"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, protected=True) as made:
        yield made


def test_account_and_region_are_shown_first(stage: Bench) -> None:
    stage.deploy()
    assert stage.ui.said[0] == ("step", f"stage production in {PLACE}")


def test_the_stages_name_or_y_goes_on(stage: Bench) -> None:
    stage.deploy()
    assert stage.ui.said[1] == ("confirm", f"deploy the protected stage production in {PLACE}?")
    assert stage.ui.asked == [("production", "y", "yes")]


def test_the_accounts_alias_is_named_where_one_may_know_it(stage: Bench) -> None:
    stage.client("iam").create_account_alias(AccountAlias="acme-live")
    stage.deploy()
    stage.rules.fail("ListAccountAliases", refusal("AccessDenied", "no", "ListAccountAliases", 403))
    stage.update()
    first, second = (text for kind, text in stage.ui.said if kind == "confirm")
    assert f"account {ACCOUNT} (acme-live), region" in first
    assert PLACE in second


@pytest.mark.parametrize("command", [Bench.deploy, Bench.update])
def test_another_answer_changes_nothing(stage: Bench, command: Callable[[Bench], object]) -> None:
    stage.ui = Recorder(answer=False)
    with pytest.raises(LiftError, match="nothing was changed"):
        command(stage)
    assert (stage.built, stage.rules.writes) == ([], [])


def test_without_a_terminal_it_is_refused_unless_it_is_answered(stage: Bench) -> None:
    with pytest.raises(UsageError) as caught:
        confirm(stage.connect(), Console(), "deploy", yes=False)
    assert "--yes" in caught.value.hint
    confirm(stage.connect(), Console(), "deploy", yes=True)


def test_taking_it_down_asks_for_its_name(stage: Bench) -> None:
    stage.deploy()
    undeploy(stage.connect(), stage.ui)
    assert stage.ui.asked[-1] == ("production",)


def test_a_stage_that_is_not_protected_is_not_asked_for(stage: Bench) -> None:
    stage.deploy(protected=False)
    assert stage.ui.asked == []


def test_what_was_answered_for_all_stages_is_not_asked_again(stage: Bench) -> None:
    deploy(stage.connect(), stage.build, Options(answered=True), stage.ui)
    assert stage.ui.asked == []
