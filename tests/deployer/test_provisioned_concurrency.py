"""Provisioned concurrency: the new version has its own before the switch, and the old one
none after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.status import status
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, ReleaseFailed, SettingsError
from lift.deployer.settings.provisioned_concurrency import ByClock, ByUse, Fixed, Window

from ..aws_rules import refusal
from .bench import FUNCTION, Bench, bench

ALL_DAY = Window(3, 0, 1440, tuple(range(7)))
BY_USE = ByUse(2, 20, 0.7)
NAMESPACE = {"ServiceNamespace": "lambda"}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def held(stage: Bench) -> dict[str, int]:
    """What each version has."""
    found = stage.connect().lambda_.list_provisioned_concurrency_configs(FunctionName=FUNCTION)
    return {
        each["FunctionArn"].rpartition(":")[2]: each["RequestedProvisionedConcurrentExecutions"]
        for each in found["ProvisionedConcurrencyConfigs"]
    }


def scaled(stage: Bench) -> dict[str, tuple[int, int]]:
    """The bounds of each version that Application Auto Scaling changes."""
    client = stage.client("application-autoscaling")
    targets = client.describe_scalable_targets(**NAMESPACE)["ScalableTargets"]
    return {
        target["ResourceId"].removeprefix(f"function:{FUNCTION}:"): (
            target["MinCapacity"],
            target["MaxCapacity"],
        )
        for target in targets
    }


def policies(stage: Bench) -> list[Any]:
    client = stage.client("application-autoscaling")
    return list(client.describe_scaling_policies(**NAMESPACE)["ScalingPolicies"])


def actions(stage: Bench) -> list[Any]:
    client = stage.client("application-autoscaling")
    return list(client.describe_scheduled_actions(**NAMESPACE)["ScheduledActions"])


def put(stage: Bench, qualifier: str, executions: int) -> None:
    """By hand, or as Application Auto Scaling does."""
    stage.connect().lambda_.put_provisioned_concurrency_config(
        FunctionName=FUNCTION,
        Qualifier=qualifier,
        ProvisionedConcurrentExecutions=executions,
    )


def tags(stage: Bench) -> Any:
    return stage.client("lambda").get_function(FunctionName=FUNCTION)["Tags"]


def release(stage: Bench, **settings: Any) -> str:
    """Other code."""
    stage.code += "."
    return stage.deploy(**settings).version


def test_a_new_version_is_ready_before_the_switch_and_the_old_one_gives_back_after(
    stage: Bench,
) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    assert held(stage) == {"1": 5}
    assert release(stage) == "2"
    writes = stage.rules.writes
    put = writes.index("PutProvisionedConcurrencyConfig")
    assert put < writes.index("UpdateAlias") < writes.index("DeleteProvisionedConcurrencyConfig")
    assert [each["Qualifier"] for each in stage.rules.called("GetProvisionedConcurrencyConfig")]
    assert held(stage) == {"2": 5}
    assert stage.deploy().changed == ()


def test_it_says_what_it_waits_for(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    said = [text for _, text in stage.ui.said]
    waits = "waiting for the provisioned concurrency of version 1 (usually one to three minutes)"
    assert waits in said


def test_a_release_that_does_not_get_it_fails_and_gives_back_what_it_got(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    stage.rules.provisioned.breaks = "FUNCTION_ERROR_INIT_FAILURE"
    with pytest.raises(ReleaseFailed, match="FUNCTION_ERROR_INIT_FAILURE") as failed:
        release(stage)
    assert "lift tail" in failed.value.hint
    assert "version 1 is live" in failed.value.hint
    assert stage.live() == "1"
    assert held(stage) == {"1": 2}
    assert set(scaled(stage)) == {"1"}
    stage.rules.provisioned.breaks = ""
    assert stage.deploy().version == "2"
    assert held(stage) == {"2": 2}


def test_what_cannot_be_given_back_after_a_failure_is_told_and_goes_later(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    stage.rules.provisioned.breaks = "no capacity"
    denied = refusal("AccessDeniedException", "no", "DeleteProvisionedConcurrencyConfig", 403)
    stage.rules.fail("DeleteProvisionedConcurrencyConfig", denied)
    with pytest.raises(ReleaseFailed, match="no capacity"):
        release(stage)
    assert any("which costs money" in text for _, text in stage.ui.said)
    assert held(stage) == {"1": 5, "2": 5}
    stage.rules.provisioned.breaks = ""
    stage.code = "v1"
    _, step = stage.preview().plan.work
    assert step.reason == "other_versions 2 -> none"
    stage.deploy()
    assert held(stage) == {"1": 5}


def test_another_number_is_an_ordinary_step(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    (step,) = stage.preview(provisioned_concurrency=Fixed(7)).plan.work
    assert step.reason == "executions 5 -> 7"
    assert stage.deploy().changed == (f"update provisioned concurrency of {FUNCTION}",)
    assert held(stage) == {"1": 7}
    assert stage.deploy().changed == ()


def test_drift_is_named_and_put_right(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    put(stage, "1", 9)
    (step,) = stage.preview().plan.work
    assert step.reason == "executions 9 -> 5"
    stage.deploy()
    assert held(stage) == {"1": 5}


def test_an_update_gives_it_to_the_new_version_too(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    stage.code = "v2"
    stage.update()
    assert held(stage) == {"2": 5}


def test_plan_says_what_it_costs_and_status_what_there_is(stage: Bench) -> None:
    (note,) = stage.preview(provisioned_concurrency=Fixed(5)).plan.notes
    assert note.startswith(
        "provisioned_concurrency costs about $30.52 a month: 5 that stand ready at 512 MB, "
    )
    (note,) = stage.preview(provisioned_concurrency=BY_USE).plan.notes
    assert "costs about $12.21 to about $122.10 a month: 2 to 20 that stand ready" in note
    stage.deploy(provisioned_concurrency=Fixed(5))
    shown = dict(status(stage.connect()).rows())["provisioned concurrency"]
    assert shown == "5 requested, 5 allocated, 5 available (READY)"


def test_without_the_setting_all_goes(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    assert stage.deploy(provisioned_concurrency=None).changed == (
        f"delete provisioned concurrency of {FUNCTION}",
    )
    assert (held(stage), scaled(stage), policies(stage)) == ({}, {}, [])
    assert "lift:provisioned-concurrency" not in tags(stage)
    assert stage.deploy().changed == ()


def test_what_somebody_else_allocated_is_named_and_left(stage: Bench) -> None:
    stage.deploy()
    put(stage, "1", 4)
    there = stage.preview()
    assert there.plan.work == ()
    (note,) = there.plan.notes
    assert note.startswith("not ours, left as it is: provisioned concurrency of 4 on 1")
    (step,) = stage.preview(provisioned_concurrency=Fixed(4)).plan.work
    assert step.reason == "somebody else allocated it"


def test_somebody_elses_on_the_alias_is_refused_before_anything_is_written(stage: Bench) -> None:
    stage.deploy()
    put(stage, "live", 4)
    with pytest.raises(AwsError, match="on alias live") as refused:
        stage.deploy(provisioned_concurrency=Fixed(5))
    assert "delete-provisioned-concurrency-config" in refused.value.hint
    assert stage.rules.writes == []


def test_by_use_aws_chooses_the_number_and_a_release_begins_with_it(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    assert held(stage) == {"1": 2}
    assert scaled(stage) == {"1": (2, 20)}
    (policy,) = policies(stage)
    assert policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 0.7
    put(stage, "1", 12)
    assert stage.deploy().changed == ()
    release(stage)
    assert held(stage) == {"2": 12}
    assert scaled(stage) == {"2": (2, 20)}
    assert len(policies(stage)) == 1


def test_bounds_that_are_narrower_now_count_at_once(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    put(stage, "1", 12)
    (step,) = stage.preview(provisioned_concurrency=ByUse(3, 8, 0.7)).plan.work
    assert step.reason == "minimum 2 -> 3; maximum 20 -> 8"
    stage.deploy()
    assert held(stage) == {"1": 8}
    assert scaled(stage) == {"1": (3, 8)}
    assert stage.deploy().changed == ()


def test_by_use_without_any_is_drift(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    stage.connect().lambda_.delete_provisioned_concurrency_config(
        FunctionName=FUNCTION, Qualifier="1"
    )
    (step,) = stage.preview().plan.work
    assert step.reason == "state missing -> ready"
    stage.deploy()
    assert held(stage) == {"1": 2}


def test_by_the_clock_there_are_as_many_as_there_should_be_now(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=ByClock((ALL_DAY,), timezone="Europe/Berlin"))
    assert held(stage) == {"1": 3}
    (action,) = actions(stage)
    assert action["Schedule"] == "cron(0 0 ? * MON,TUE,WED,THU,FRI,SAT,SUN *)"
    assert action["Timezone"] == "Europe/Berlin"
    assert action["ScalableTargetAction"] == {"MinCapacity": 3, "MaxCapacity": 3}
    assert stage.deploy().changed == ()
    release(stage)
    assert held(stage) == {"2": 3}


def test_outside_all_windows_there_may_be_none(stage: Bench) -> None:
    never = ByClock((Window(0, 0, 720, (0,)),))
    stage.deploy(provisioned_concurrency=never)
    assert held(stage) == {}
    assert scaled(stage) == {"1": (0, 0)}
    assert stage.deploy().changed == ()
    put(stage, "1", 2)
    stage.deploy()
    assert held(stage) == {}


def test_another_form_takes_the_place_of_the_one_before(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    stage.deploy(provisioned_concurrency=ByClock((ALL_DAY,)))
    assert (policies(stage), len(actions(stage))) == ([], 1)
    stage.deploy(provisioned_concurrency=Fixed(3))
    assert (scaled(stage), actions(stage), held(stage)) == ({}, [], {"1": 3})
    assert stage.deploy().changed == ()


@pytest.mark.parametrize(
    ("wanted", "call"),
    [
        (BY_USE, "PutProvisionedConcurrencyConfig"),
        (BY_USE, "RegisterScalableTarget"),
        (BY_USE, "PutScalingPolicy"),
        (ByClock((ALL_DAY,)), "PutScheduledAction"),
        (BY_USE, "UpdateAlias"),
        (BY_USE, "DeregisterScalableTarget"),
    ],
)
def test_a_run_that_was_cut_short_is_finished_by_the_next_one(
    stage: Bench, wanted: Any, call: str
) -> None:
    stage.deploy(provisioned_concurrency=wanted)
    before = held(stage)["1"]
    stage.rules.fail(call, SystemError("cut short"), after=True)
    with pytest.raises(SystemError):
        release(stage)
    stage.deploy()
    assert held(stage) == {"2": before}
    assert set(scaled(stage)) == {"2"}
    assert stage.deploy().changed == ()


def test_a_rollback_gives_the_version_before_what_the_live_one_has(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    release(stage)
    put(stage, "2", 12)
    stage.rules.calls.clear()
    rollback(stage.connect(), None, stage.ui, yes=True)
    writes = stage.rules.writes
    assert writes.index("PutProvisionedConcurrencyConfig") < writes.index("UpdateAlias")
    assert held(stage) == {"1": 12}
    assert scaled(stage) == {"1": (2, 20)}


def test_a_rollback_that_does_not_get_it_leaves_all_as_it_was(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(5))
    release(stage)
    stage.rules.provisioned.breaks = "no capacity"
    with pytest.raises(ReleaseFailed, match="no capacity") as failed:
        rollback(stage.connect(), None, stage.ui, yes=True)
    assert "version 2 stays live" in failed.value.hint
    assert held(stage) == {"2": 5}


def test_a_version_that_is_pruned_leaves_nothing(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE, keep_releases=1)
    for _ in range(3):
        release(stage)
    assert held(stage) == {"4": 2}
    assert set(scaled(stage)) == {"4"}


def test_more_than_the_account_has_is_refused_before_anything_is_written(stage: Bench) -> None:
    with pytest.raises(SettingsError, match="takes 901, and 900 more can be taken"):
        stage.deploy(provisioned_concurrency=Fixed(901))
    assert stage.rules.writes == []
    stage.deploy(provisioned_concurrency=Fixed(500))
    assert stage.deploy().changed == ()
    with pytest.raises(SettingsError, match="takes 500 beside the 500 of the version before"):
        release(stage)
    assert stage.rules.writes == []


def test_what_is_reserved_for_the_function_is_its_own(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=Fixed(400), reserved_concurrency=850)
    release(stage)
    assert held(stage) == {"2": 400}


def test_undeploy_takes_what_outlives_the_function(stage: Bench) -> None:
    stage.deploy(provisioned_concurrency=BY_USE)
    stage.client("lambda").delete_function(FunctionName=FUNCTION)
    done = undeploy(stage.connect(), stage.ui, yes=True)
    assert f"scaling of version 1 of {FUNCTION}" in done.deleted
    assert scaled(stage) == {}
