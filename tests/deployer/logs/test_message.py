"""JSON lines as text."""

import json
from typing import Any

import pytest

from lift.deployer.logs.message import as_text

REPORT: Any = {
    "requestId": "a",
    "metrics": {
        "durationMs": 2.5,
        "billedDurationMs": 3,
        "memorySizeMB": 512,
        "maxMemoryUsedMB": 70,
        "initDurationMs": 300.5,
    },
    "status": "success",
}

REPORT_TEXT = "\t".join(
    [
        "REPORT RequestId: a",
        "Duration: 2.5 ms",
        "Billed Duration: 3 ms",
        "Memory Size: 512 MB",
        "Max Memory Used: 70 MB",
        "Init Duration: 300.5 ms",
    ]
)


def platform(kind: str, record: object) -> str:
    return json.dumps({"time": "2026-11-21T09:30:00.000Z", "type": kind, "record": record}) + "\n"


@pytest.mark.parametrize(
    "message",
    [
        "hello",
        "LIFT_RELEASE version=7",
        "{not json",
        '{"a": 1}',
        '{"type": "mine", "record": 1}',
        "",
    ],
)
def test_other_lines_stay_as_they_are(message: str) -> None:
    assert as_text(message + "\n") == message


@pytest.mark.parametrize(
    ("kind", "record", "text"),
    [
        (
            "initStart",
            {"initializationType": "on-demand", "runtimeVersion": "python:3.13.v9"},
            "INIT_START Runtime Version: python:3.13.v9",
        ),
        ("start", {"requestId": "a", "version": "7"}, "START RequestId: a Version: 7"),
        (
            "report",
            REPORT,
            REPORT_TEXT,
        ),
        (
            "report",
            {"requestId": "a", "metrics": {"durationMs": 3000.0}, "status": "timeout"},
            "REPORT RequestId: a\tDuration: 3000.0 ms\tStatus: timeout",
        ),
        ("logsDropped", {"reason": "full"}, 'platform.logsDropped {"reason": "full"}'),
    ],
)
def test_lambdas_own_lines_read_as_ever(kind: str, record: object, text: str) -> None:
    assert as_text(platform(f"platform.{kind}", record)) == text


def line(**content: object) -> str:
    return json.dumps({"timestamp": "2026-11-21T09:30:00Z", "level": "WARNING", **content})


def test_what_the_application_logs_is_its_level_and_message() -> None:
    assert as_text(line(message="slow", logger="shop", requestId="a")) == "[WARNING] slow"
    assert as_text(line(message="slow", seconds=3)) == '[WARNING] slow {"seconds": 3}'
    assert as_text(line(message={"a": 1})) == '[WARNING] {"a": 1}'


def test_a_traceback_is_shown_as_python_shows_it() -> None:
    frame = '  File "/var/task/main.py", line 3, in app\n    1 / 0\n'
    error = {"errorType": "ZeroDivisionError", "errorMessage": "division by zero"}
    logged = line(message="failed", stackTrace=[frame], location="main.py:app:3", **error)
    assert as_text(logged).splitlines() == [
        "[WARNING] failed",
        "Traceback (most recent call last):",
        *frame.splitlines(),
        "ZeroDivisionError: division by zero",
    ]
    unhandled = line(stackTrace=[frame], **error)
    assert as_text(unhandled).splitlines()[:2] == [
        "[WARNING] ZeroDivisionError: division by zero",
        "Traceback (most recent call last):",
    ]
