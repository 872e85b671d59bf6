"""Reserved concurrency: ours when we set it, theirs when they did."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.errors import SettingsError

from ..aws_rules import refusal
from .bench import FUNCTION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def reserved(stage: Bench) -> Any:
    found = stage.client("lambda").get_function_concurrency(FunctionName=FUNCTION)
    return found.get("ReservedConcurrentExecutions")


def by_hand(stage: Bench, executions: int) -> None:
    stage.connect().lambda_.put_function_concurrency(
        FunctionName=FUNCTION, ReservedConcurrentExecutions=executions
    )


def test_what_somebody_else_reserved_is_left_to_them(stage: Bench) -> None:
    stage.deploy()
    by_hand(stage, 9)
    assert stage.deploy().changed == ()
    assert reserved(stage) == 9


def test_with_the_setting_it_becomes_ours_and_goes_with_it(stage: Bench) -> None:
    stage.deploy()
    by_hand(stage, 9)
    (step,) = stage.preview(reserved_concurrency=9).plan.work
    assert step.reason == "somebody else reserved them"
    assert stage.preview().plan.notes == ()
    stage.deploy()
    assert stage.deploy(reserved_concurrency=None).changed == (
        f"delete reserved concurrency of {FUNCTION}",
    )
    assert reserved(stage) is None
    assert stage.deploy().changed == ()


def test_what_was_changed_by_hand_is_put_right(stage: Bench) -> None:
    stage.deploy(reserved_concurrency=5)
    by_hand(stage, 9)
    (step,) = stage.preview().plan.work
    assert step.reason == "executions 9 -> 5"
    stage.deploy()
    assert reserved(stage) == 5


def test_a_run_that_was_cut_short_between_tag_and_reservation_is_finished(stage: Bench) -> None:
    stage.deploy()
    stage.rules.fail("PutFunctionConcurrency", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        stage.deploy(reserved_concurrency=5)
    stage.deploy()
    assert reserved(stage) == 5
    stage.rules.fail("UntagResource", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        stage.deploy(reserved_concurrency=None)
    stage.deploy()
    assert stage.deploy().changed == ()


def test_more_than_the_account_has_is_refused_before_anything_is_written(stage: Bench) -> None:
    with pytest.raises(SettingsError, match="at most 900 can be"):
        stage.deploy(reserved_concurrency=901)
    assert stage.rules.writes == []
    stage.deploy(reserved_concurrency=900)
    stage.deploy(reserved_concurrency=899)
    assert reserved(stage) == 899


def test_where_one_may_not_ask_aws_is_left_to_say_it(stage: Bench) -> None:
    denied = refusal("AccessDeniedException", "no", "GetAccountSettings", 403)
    stage.rules.fail("GetAccountSettings", denied)
    stage.deploy(reserved_concurrency=5)
    assert reserved(stage) == 5


def test_a_rollback_leaves_it(stage: Bench) -> None:
    stage.deploy(reserved_concurrency=5)
    stage.code = "v2"
    stage.deploy(reserved_concurrency=7)
    rollback(stage.connect(), None, stage.ui, yes=True)
    assert reserved(stage) == 7


@pytest.mark.parametrize(
    ("was", "wanted", "order"),
    [
        (5, 9, ["PutFunctionConcurrency", "UpdateAlias"]),
        (9, 5, ["UpdateAlias", "PutFunctionConcurrency"]),
        (None, 5, ["UpdateAlias", "PutFunctionConcurrency"]),
        (5, None, ["DeleteFunctionConcurrency", "UpdateAlias"]),
    ],
)
def test_it_grows_before_a_release_and_shrinks_after_it(
    stage: Bench, was: int | None, wanted: int | None, order: list[str]
) -> None:
    stage.deploy(reserved_concurrency=was)
    stage.code = "v2"
    stage.deploy(reserved_concurrency=wanted)
    assert [each for each in stage.rules.writes if each in order] == order
    assert reserved(stage) == wanted
    assert stage.deploy().changed == ()
