"""What is shown when a version does not pass."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lift.deployer.errors import ReleaseFailed
from lift.deployer.gate import run_command, wake
from lift.deployer.version_log import TAIL

from ..aws_rules import Answer, Invoke
from .bench import FUNCTION, Bench, bench

GROUP = f"/aws/lambda/{FUNCTION}"


def failing(answer: Answer) -> Invoke:
    def function(name: str, version: str, payload: object) -> Answer:
        return answer

    return function


def published(stage: Bench) -> None:
    """A function with a version 1 that did not pass."""
    with pytest.raises(ReleaseFailed):
        stage.deploy()


def test_lambdas_own_lines_and_advice_are_left_out(tmp_path: Path) -> None:
    log = (
        "START RequestId: 1 Version: 1\n"
        "[WARNING]\t2026-11-21\tLAMBDA_WARNING: Unhandled exception. The most likely cause …\n"
        "[ERROR] KeyError: 'SECRET_KEY'\rTraceback:\r  File main.py\n"
        "END RequestId: 1\nREPORT RequestId: 1\n"
    )
    with bench(tmp_path, failing(Answer(None, "Unhandled", log))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed, match="version 1 does not start") as caught:
            wake(stage.connect(), FUNCTION, "1")
    assert caught.value.details.splitlines() == [
        "[ERROR] KeyError: 'SECRET_KEY'",
        "Traceback:",
        "  File main.py",
    ]


def test_without_a_log_the_answers_own_traceback_is_shown(tmp_path: Path) -> None:
    said = {"errorMessage": "no such thing.", "stackTrace": ["  File main.py\n", "    import x\n"]}
    with bench(tmp_path, failing(Answer(said, "Unhandled"))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed) as caught:
            wake(stage.connect(), FUNCTION, "1")
    assert caught.value.message == "version 1 does not start: no such thing"
    assert caught.value.details == "  File main.py\n    import x"


def test_a_traceback_longer_than_the_answers_log_is_read_from_the_log_group(
    tmp_path: Path,
) -> None:
    answer = Answer(None, "Unhandled", "…" + "x" * TAIL)
    with bench(tmp_path, failing(answer)) as stage:
        published(stage)
        stream = f"{datetime.now(UTC):%Y/%m/%d}/[1]abc"
        lines = ["START RequestId: 1", "the first line", "the last line", "REPORT RequestId: 1"]
        now = int(time.time() * 1000)
        logs = stage.client("logs")
        logs.create_log_stream(logGroupName=GROUP, logStreamName=stream)
        logs.put_log_events(
            logGroupName=GROUP,
            logStreamName=stream,
            logEvents=[{"timestamp": now, "message": line} for line in lines],
        )
        with pytest.raises(ReleaseFailed) as caught:
            wake(stage.connect(), FUNCTION, "1")
    assert caught.value.details.splitlines() == ["the first line", "the last line"]


def test_when_the_log_group_stays_empty_the_end_is_shown(tmp_path: Path) -> None:
    with bench(tmp_path, failing(Answer(None, "Unhandled", "x" * TAIL + "\nthe end"))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed) as caught:
            wake(stage.connect(), FUNCTION, "1")
    assert caught.value.details.endswith("the end")


def test_a_command_that_cannot_run_is_told_from_one_that_failed(tmp_path: Path) -> None:
    with bench(tmp_path, failing(Answer({"errorMessage": "no"}, "Unhandled"))) as stage:
        published(stage)
        with pytest.raises(ReleaseFailed, match="migrate could not run in version 1: no"):
            run_command(stage.connect(), FUNCTION, "1", "migrate", stage.ui)


def test_an_answer_without_an_exit_code_is_a_failure(tmp_path: Path) -> None:
    with bench(tmp_path, failing(Answer({"ok": True}))) as stage:
        stage.deploy()
        with pytest.raises(ReleaseFailed, match="not that of a management command"):
            run_command(stage.connect(), FUNCTION, "1", "migrate", stage.ui)
