"""``--timeout``."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.clock import RealClock
from lift.deployer.deadline import Deadline
from lift.deployer.errors import TimeUp
from lift.deployer.ui import Recorder
from lift.deployer.waiting import waiting

from ..aws_rules import FakeClock
from .bench import Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_nobody_sleeps_past_the_end() -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10)
    deadline.sleep(9)
    with pytest.raises(TimeUp, match="the 10 s of --timeout are over"):
        deadline.sleep(100)
    assert (clock.now(), deadline.left()) == (1010, 0)
    with pytest.raises(TimeUp):
        deadline.check()


def test_the_error_says_what_was_waited_for() -> None:
    deadline = Deadline(FakeClock(), 3)
    with waiting("function f to settle", "a moment", deadline, Recorder()) as wait:
        wait.sleep(2)
        with pytest.raises(TimeUp, match="over while waiting for function f to settle") as caught:
            wait.sleep(2)
    assert "goes on from here" in caught.value.hint


def test_a_program_that_lift_started_ends_with_it() -> None:
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    with run.within(Deadline(RealClock(), 0.2)), pytest.raises(TimeUp):
        run.run(sleeps)


@pytest.mark.parametrize("seconds", [1, 5, 14, 17])
def test_wherever_a_deploy_is_cut_off_the_next_one_goes_on(stage: Bench, seconds: int) -> None:
    stage.deadline = seconds
    with pytest.raises(TimeUp):
        stage.deploy()
    assert stage.rules.clock.now() == pytest.approx(1000 + seconds, abs=1)
    stage.deadline = stage.aws = None
    assert stage.deploy().version == "1"


def test_after_it_nothing_more_is_written(stage: Bench) -> None:
    stage.deadline = 10
    aws = stage.connect()
    stage.rules.clock.time += 11
    with pytest.raises(TimeUp):
        aws.logs.create_log_group(logGroupName="x")
    assert stage.client("logs").describe_log_groups()["logGroups"] == []
