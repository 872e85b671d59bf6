"""``lift rollback`` on an emulated AWS."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.aws.lock import Parameters, lock
from lift.deployer.engine.rollback import RolledBack, rollback
from lift.deployer.errors import AwsError, LiftError, ReleaseFailed, UsageError
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.ui import Recorder

from ...aws_rules import Answer
from ..bench import FUNCTION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def release(stage: Bench, *codes: str) -> None:
    for code in codes:
        stage.code = code
        stage.deploy()


def back(stage: Bench, to: str | None = None, *, yes: bool = True) -> RolledBack:
    stage.rules.calls.clear()
    return rollback(stage.connect(), to, stage.ui, yes=yes)


def test_it_moves_the_alias_and_nothing_else(stage: Bench) -> None:
    release(stage, "a", "b")
    done = back(stage)
    assert (done.version, done.previous) == ("1", "2")
    assert stage.live() == "1"
    assert stage.rules.writes == ["UpdateAlias"]


def test_it_wakes_the_version_first(stage: Bench) -> None:
    release(stage, "a", "b")
    back(stage)
    assert stage.rules.called("Invoke")[0]["Qualifier"] == "1"


def test_twice_goes_two_back(stage: Bench) -> None:
    release(stage, "a", "b", "c")
    back(stage)
    assert back(stage).version == "1"


def test_run_again_after_it_was_killed_it_goes_one_back_and_not_two(stage: Bench) -> None:
    release(stage, "a", "b", "c")
    aws = stage.connect()
    killed = replace(lock(aws, "lift rollback production --to 2").me, life="of another machine")
    back(stage)
    Parameters(aws).create(99, killed)
    assert back(stage).version == "2"
    assert stage.rules.writes == []
    assert back(stage).version == "1"


def test_a_version_that_was_rolled_back_from_is_not_gone_back_to(stage: Bench) -> None:
    release(stage, "a", "b")
    back(stage)
    release(stage, "c")
    assert back(stage).version == "1"


def test_it_goes_to_a_version_by_number(stage: Bench) -> None:
    release(stage, "a", "b", "c")
    assert back(stage, "1").version == "1"
    assert back(stage, "3").version == "3"


def test_a_version_that_never_passed_is_not_gone_back_to(tmp_path: Path) -> None:
    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled" if version == "2" else None)

    with bench(tmp_path, function) as stage:
        release(stage, "a")
        with pytest.raises(ReleaseFailed):
            release(stage, "b")
        release(stage, "c")
        assert back(stage).version == "1"


def test_a_version_that_starts_no_more_does_not_get_the_traffic(tmp_path: Path) -> None:
    broken: set[str] = set()

    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled" if version in broken else None)

    with bench(tmp_path, function) as stage:
        release(stage, "a", "b")
        broken.add("1")
        with pytest.raises(ReleaseFailed, match="version 1 does not start"):
            back(stage)
        assert stage.live() == "2"


def test_deploying_the_same_again_brings_the_newer_version_back(stage: Bench) -> None:
    release(stage, "a", "b")
    back(stage)
    assert stage.deploy().version == "2"
    assert stage.rules.writes == ["UpdateAlias"]


def test_it_says_what_changes_and_what_does_not_go_back(stage: Bench) -> None:
    stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"), before_switch=())
    stage.code = "b"
    stage.deploy(memory_size=1024, environment_variables={"DEBUG": "1"})
    stage.stage = replace(stage.stage, before_switch=("migrate --noinput", "warm"))
    done = back(stage)
    assert [change.field for change in done.changes] == ["code", "memory_size", "environment"]
    said = [text for _, text in stage.ui.said]
    line = "version 1 instead of 2: code changed; memory_size 1024 -> 512; environment: "
    assert f"{line}DATABASE_URL added, DEBUG removed" in said
    assert "databases do not go back: what migrate --noinput, warm did stays done" in said
    assert done.stays == (
        "role shop-production-eu-west-1",
        "HTTP API shop-production",
        "keep-warm rule shop-production-keep-warm",
    )
    assert f"version 1 is live; as they were: {', '.join(done.stays)}" in said


def test_before_switch_commands_do_not_run_again(stage: Bench) -> None:
    release(stage, "a", "b")
    stage.stage = replace(stage.stage, before_switch=("migrate",))
    back(stage)
    assert not any("migrate" in str(call["Payload"]) for call in stage.rules.called("Invoke"))


def test_a_version_that_does_not_answer_any_more_does_not_get_the_traffic(tmp_path: Path) -> None:
    down: set[str] = set()

    def function(name: str, version: str, payload: object) -> Answer:
        return Answer({"statusCode": 500 if version in down else 200, "body": "oh"})

    with bench(tmp_path, function) as stage:
        release(stage, "a", "b")
        down.add("1")
        with pytest.raises(ReleaseFailed, match="version 1") as caught:
            back(stage)
        assert caught.value.hint.endswith("version 2 stays live")
        assert stage.live() == "2"


def test_a_version_that_never_passed_is_gone_to_when_it_is_named_and_passes(
    tmp_path: Path,
) -> None:
    broken = {"2"}

    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled" if version in broken else None)

    with bench(tmp_path, function, api="none") as stage:
        release(stage, "a")
        with pytest.raises(ReleaseFailed):
            release(stage, "b")
        release(stage, "c")
        with pytest.raises(ReleaseFailed, match="version 2 does not start"):
            back(stage, "2")
        broken.clear()
        assert back(stage, "2").version == "2"
        assert ("note", "version 2 was never live") in stage.ui.said
        assert back(stage).version == "3"


def test_what_was_pruned_is_passed_over(stage: Bench) -> None:
    release(stage, "a", "b", "c")
    stage.client("lambda").delete_function(FunctionName=FUNCTION, Qualifier="2")
    assert back(stage).version == "1"


def test_after_a_move_by_hand_it_goes_to_what_was_live_before(stage: Bench) -> None:
    release(stage, "a", "b", "c")
    stage.client("lambda").update_alias(FunctionName=FUNCTION, Name="live", FunctionVersion="2")
    stage.rules.calls.clear()
    assert back(stage).version == "1"


def test_the_live_version_gets_all_the_traffic_when_it_was_divided(stage: Bench) -> None:
    release(stage, "a", "b")
    stage.client("lambda").update_alias(
        FunctionName=FUNCTION,
        Name="live",
        RoutingConfig={"AdditionalVersionWeights": {"1": 0.5}},
    )
    assert back(stage, "2").version == "2"
    assert stage.rules.writes == ["UpdateAlias"]


def test_it_asks(stage: Bench) -> None:
    release(stage, "a", "b")
    stage.ui = Recorder(answer=False)
    with pytest.raises(LiftError, match="version 2 stays live"):
        back(stage, yes=False)
    assert stage.live() == "2"


def test_the_live_version_is_no_error(stage: Bench) -> None:
    release(stage, "a", "b")
    assert back(stage, "2").version == "2"
    assert stage.rules.writes == []


def test_the_first_version_has_none_before_it(stage: Bench) -> None:
    release(stage, "a")
    with pytest.raises(AwsError, match="no version was live before version 1"):
        back(stage)


def test_a_version_that_does_not_exist_is_a_usage_error(stage: Bench) -> None:
    release(stage, "a", "b")
    with pytest.raises(UsageError, match="no version 7") as caught:
        back(stage, "7")
    assert caught.value.hint == "versions kept: 1, 2"


def test_without_a_release_it_says_so(stage: Bench) -> None:
    with pytest.raises(AwsError, match="no release to roll back from"):
        back(stage)
