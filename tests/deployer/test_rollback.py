"""``lift rollback`` on an emulated AWS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.errors import AwsError, LiftError, ReleaseFailed, UsageError
from lift.deployer.rollback import RolledBack, rollback
from lift.deployer.ui import Recorder

from ..aws_rules import Answer
from .bench import Bench, bench


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
