"""What a version logged during one invocation."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lift.deployer.aws.function import Invocation
from lift.deployer.engine.version_log import TAIL, of_start, own_lines

from ..bench import FUNCTION, Bench, bench

GROUP = f"/aws/lambda/{FUNCTION}"
END = "REPORT RequestId: b Duration: 1 ms\n"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        made.client("logs").create_log_group(logGroupName=GROUP)
        yield made


def put(stage: Bench, *lines: str) -> None:
    stream = f"{datetime.now(UTC):%Y/%m/%d}/[1]abc"
    now = int(time.time() * 1000)
    logs = stage.client("logs")
    logs.create_log_stream(logGroupName=GROUP, logStreamName=stream)
    logs.put_log_events(
        logGroupName=GROUP,
        logStreamName=stream,
        logEvents=[{"timestamp": now, "message": line} for line in lines],
    )


def lines(stage: Bench, log: str) -> list[str]:
    return own_lines(stage.connect(), "1", Invocation(None, None, log))


def test_lambdas_lines_and_advice_and_lifts_own_are_left_out(stage: Bench) -> None:
    log = (
        "INIT_START Runtime Version: python:3.13\nLIFT_RELEASE version=1 commit=c0ffee\n"
        "START RequestId: b Version: 1\n[WARNING]\tLAMBDA_WARNING: Unhandled exception.\n"
        "[ERROR] KeyError: 'SECRET_KEY'\rTraceback:\r  File main.py\n\nEND RequestId: b\n" + END
    )
    assert lines(stage, log) == ["[ERROR] KeyError: 'SECRET_KEY'", "Traceback:", "  File main.py"]


def test_lines_that_are_json_are_read_as_text(stage: Bench) -> None:
    log = [
        {"type": "platform.start", "record": {"requestId": "b", "version": "1"}},
        {"timestamp": "2026-11-21T09:30:00Z", "level": "ERROR", "message": "no SECRET_KEY"},
        {"type": "platform.runtimeDone", "record": {"requestId": "b", "status": "error"}},
        {"type": "platform.report", "record": {"requestId": "b"}},
    ]
    assert lines(stage, "\n".join(map(json.dumps, log))) == ["[ERROR] no SECRET_KEY"]


def test_what_is_longer_than_an_answers_log_is_read_from_the_log_group(stage: Bench) -> None:
    put(
        stage,
        "of an earlier invocation",
        "REPORT RequestId: a",
        "START RequestId: b",
        "the first line",
        "the last line",
        END,
    )
    assert lines(stage, "…" + "x" * TAIL + "\n" + END) == ["the first line", "the last line"]


def test_when_the_log_group_stays_empty_the_end_is_shown(stage: Bench) -> None:
    put(stage, "of an earlier invocation", "REPORT RequestId: a")
    assert lines(stage, "x" * TAIL + "\nthe end\n" + END)[-1] == "the end"
    assert stage.rules.clock.now() >= 1010  # it was waited for


def test_what_no_invocation_logged_is_read_from_the_log_group(stage: Bench) -> None:
    put(stage, "INIT_START Runtime Version: python:3.13\n", "KeyError: 'SECRET_KEY'\n")
    assert of_start(stage.connect(), "1") == ["KeyError: 'SECRET_KEY'"]
    assert not of_start(stage.connect(), "2")
