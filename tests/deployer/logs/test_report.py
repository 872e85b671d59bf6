"""REPORT lines."""

import json

import pytest

from lift.deployer.logs.event import LogEvent
from lift.deployer.logs.report import Report, failed_init, read

WARM = (
    "REPORT RequestId: 3604209a-e9a3-11e6-939a-754dd98c7be3\tDuration: 12.34 ms\t"
    "Billed Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 78 MB\t"
)
TRACED = "\nXRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 1\tSampled: true"


@pytest.mark.parametrize(
    ("text", "start_ms", "restored"),
    [
        (WARM, None, False),
        (WARM + "Init Duration: 285.25 ms\t", 285.25, False),
        (WARM + "Restore Duration: 402.1 ms\tBilled Restore Duration: 86 ms\t", 402.1, True),
        (WARM + "Init Duration: 285.25 ms\t" + TRACED, 285.25, False),
        (WARM + "Status: timeout", None, False),
    ],
)
def test_a_report_is_read(text: str, start_ms: float | None, restored: bool) -> None:
    assert read(text) == Report(12.34, 13, 512, 78, start_ms, restored)


def test_a_report_in_json_is_the_same() -> None:
    metrics = {
        "durationMs": 12.34,
        "billedDurationMs": 13,
        "memorySizeMB": 512,
        "maxMemoryUsedMB": 78,
        "restoreDurationMs": 402.1,
    }
    record = {"requestId": "a", "metrics": metrics, "status": "success"}
    line = json.dumps({"time": "2026-11-21T09:30:00Z", "type": "platform.report", "record": record})
    assert read(LogEvent("1", 0, "s", line).text) == Report(12.34, 13, 512, 78, 402.1, True)


@pytest.mark.parametrize("text", ["", "hello", "END RequestId: a", "a REPORT RequestId: b"])
def test_other_lines_are_no_reports(text: str) -> None:
    assert read(text) is None
    assert failed_init(text) is None


def test_an_init_that_took_too_long_is_seen() -> None:
    text = "INIT_REPORT Init Duration: 10008.63 ms\tPhase: init\tStatus: timeout"
    assert failed_init(text) == 10008.63
    record = {"phase": "init", "status": "timeout", "metrics": {"durationMs": 10008.63}}
    line = json.dumps({"type": "platform.initReport", "record": record})
    assert LogEvent("1", 0, "s", line).text == text


def test_an_init_that_is_done_again_within_an_invocation_is_not_counted_twice() -> None:
    assert failed_init("INIT_REPORT Init Duration: 9 ms\tPhase: invoke\tStatus: timeout") is None
