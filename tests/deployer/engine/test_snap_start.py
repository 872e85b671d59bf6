"""Releases whose versions start from a snapshot."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine import gate
from lift.deployer.engine.rollback import rollback
from lift.deployer.errors import ReleaseFailed
from lift.deployer.settings.snap_start import SnapStart

from ...aws_rules import refusal
from ...aws_rules.snapshots import TAKES
from ..bench import FUNCTION, Bench, bench
from ..settings_keys.opened import application


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, application, snap_start=SnapStart()) as made:
        yield made


def snap_start(stage: Bench, qualifier: str) -> Any:
    client = stage.connect().lambda_
    answer = client.get_function_configuration(FunctionName=FUNCTION, Qualifier=qualifier)
    return answer["SnapStart"]


def said(stage: Bench) -> str:
    return "\n".join(text for _, text in stage.ui.said)


def test_the_alias_moves_when_the_snapshot_is_taken(stage: Bench) -> None:
    begun = stage.rules.clock.now()
    stage.deploy()
    assert snap_start(stage, "live") == {"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}
    assert snap_start(stage, "$LATEST")["OptimizationStatus"] == "Off"
    assert stage.rules.clock.now() - begun > TAKES
    assert f"version 1 of {FUNCTION} to become active and optimised" in said(stage)
    assert "two to five minutes" in said(stage)
    assert stage.preview().plan.work == ()


def test_turned_on_and_off_it_is_a_release(stage: Bench) -> None:
    stage.deploy()
    stage.deploy(snap_start=None)
    assert stage.live() == "2"
    assert snap_start(stage, "live") == {"ApplyOn": "None", "OptimizationStatus": "Off"}
    assert snap_start(stage, "1")["OptimizationStatus"] == "On"
    (step,) = stage.preview(snap_start=SnapStart()).plan.work
    assert "snap_start False -> True" in step.reason


def test_what_is_changed_by_hand_is_put_right(stage: Bench) -> None:
    stage.deploy()
    client = stage.connect().lambda_
    client.update_function_configuration(FunctionName=FUNCTION, SnapStart={"ApplyOn": "None"})
    stage.rules.clock.sleep(10)
    stage.deploy()
    assert snap_start(stage, "$LATEST")["ApplyOn"] == "PublishedVersions"
    assert stage.live() == "1"


def test_a_version_without_snapshot_gets_no_traffic_and_says_why(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.rules.snapshots.breaks = "Runtime exited with error: exit status 1."
    with pytest.raises(ReleaseFailed) as caught:
        stage.deploy()
    assert caught.value.message == (
        f"version 2 of {FUNCTION} could not be set up: Runtime exited with error: exit status 1"
    )
    assert "version 1 is live, version 2 stays without traffic" in caught.value.hint
    assert stage.live() == "1"


def test_a_snapshot_that_does_not_count_is_told(stage: Bench) -> None:
    stage.rules.snapshots.on = False
    stage.deploy()
    assert "Lambda took no snapshot of version 1: it starts as without SnapStart" in said(stage)


def test_deployed_again_the_same_is_published_anew(stage: Bench) -> None:
    stage.rules.snapshots.breaks = "no database"
    with pytest.raises(ReleaseFailed):
        stage.deploy()
    stage.rules.snapshots.breaks = ""
    stage.deploy()
    assert "delete version 1, which Lambda could not set up" in said(stage)
    assert stage.live() == "2"


def test_a_rollback_goes_back_to_a_snapshot(stage: Bench) -> None:
    stage.deploy()
    stage.deploy(snap_start=None)
    rollback(stage.connect(), None, stage.ui, yes=True)
    assert stage.live() == "1"
    assert snap_start(stage, "live")["OptimizationStatus"] == "On"


def test_a_version_whose_snapshot_is_taken_anew_is_waited_for(stage: Bench) -> None:
    stage.deploy()
    idle = refusal("SnapStartNotReadyException", "Lambda is initializing your function.", "Invoke")
    stage.rules.fail("Invoke", idle, times=100)
    gate.wake(stage.connect(), FUNCTION, "1")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("SnapStartException", "An afterRestore hook failed."),
        ("SnapStartTimeoutException", "The restore took longer than 10 s."),
    ],
)
def test_a_restore_that_fails_stops_the_release(stage: Bench, code: str, text: str) -> None:
    stage.rules.fail("Invoke", refusal(code, text, "Invoke"))
    with pytest.raises(ReleaseFailed) as caught:
        stage.deploy()
    assert caught.value.message == f"version 1 does not start: {text.rstrip('.')}"
    assert "nothing is live yet" in caught.value.hint
