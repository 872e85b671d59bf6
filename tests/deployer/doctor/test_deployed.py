"""What a deployed stage tells, and what is said where it tells nothing."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.doctor.deployed import deployed, look
from lift.deployer.errors import AwsError
from lift.deployer.logs.event import LogEvent
from lift.deployer.settings.log_levels import LogLevels

from ...aws_rules import refusal
from ..bench import FUNCTION, Bench, bench
from .log import BEGIN, HOUR, MINUTE, init, report

GROUP = f"/aws/lambda/{FUNCTION}"
NOW = time.time()  # CloudWatch takes no lines of another time
AGO = int(NOW - 7200) * 1000 - BEGIN  # the log began two hours ago


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, api="none") as made:
        made.deploy()
        yield made


def write(stage: Bench, *events: LogEvent) -> None:
    logs = stage.client("logs")
    for stream in {event.stream for event in events}:
        logs.create_log_stream(logGroupName=GROUP, logStreamName=stream)
    for event in events:
        line = {"timestamp": event.timestamp + AGO, "message": event.message}
        logs.put_log_events(logGroupName=GROUP, logStreamName=event.stream, logEvents=[line])


def count(stage: Bench, requests: int) -> None:
    """CloudWatch's metrics know of so many."""
    stage.client("cloudwatch").put_metric_data(
        Namespace="AWS/Lambda",
        MetricData=[
            {
                "MetricName": "Invocations",
                "Dimensions": [
                    {"Name": "FunctionName", "Value": FUNCTION},
                    {"Name": "Resource", "Value": f"{FUNCTION}:live"},
                ],
                "Timestamp": NOW - 3600,
                "Value": requests,
            }
        ],
    )


def test_cold_starts_and_traffic_are_read(stage: Bench) -> None:
    write(stage, report(MINUTE, start=init(300)), report(HOUR), report(2 * MINUTE, stream="b"))
    count(stage, 3)
    found = look(stage.connect(), 7, NOW)
    assert found.cold_starts is not None
    assert (found.cold_starts.whole.requests, found.cold_starts.whole.cold) == (3, 1)
    assert found.cold_starts.traffic is not None
    assert found.cold_starts.traffic.requests == 3
    assert found.cold_starts.notes == ()
    assert found.demand is not None
    assert (found.demand.requests, len(found.demand.hours)) == (3, 24)


def test_of_a_log_that_is_too_large_the_metrics_tell_how_much_more_there_is(stage: Bench) -> None:
    write(stage, *(report(HOUR + n * MINUTE) for n in range(1, 5)))
    count(stage, 1000)
    found = look(stage.connect(), 7, NOW, lines=3)
    assert found.cold_starts is not None
    (note,) = found.cold_starts.notes
    assert note == "only 0.1 of 168 hours were read: the log is too large"
    assert found.demand is not None
    assert found.demand.usual == pytest.approx(1000 / 168 / 4)


def test_a_stage_that_is_not_deployed_is_no_error(tmp_path: Path) -> None:
    with bench(tmp_path) as there:
        found = look(there.connect(), 7, NOW)
    assert found.why == f"{FUNCTION} is not deployed in eu-west-1"
    assert found.document() == {"why": found.why}


def test_a_log_without_reports_is_no_error(stage: Bench) -> None:
    assert look(stage.connect(), 7, NOW).why == f"{GROUP} has no REPORT line in the last 7 days"


def test_log_levels_that_leave_reports_out_are_named(stage: Bench) -> None:
    levels = LogLevels(system="WARN")
    stage.stage = replace(stage.stage, log_format="json", log_levels=levels)
    assert "Lambda writes none" in look(stage.connect(), 7, NOW).why


def test_without_the_right_to_the_metrics_the_log_is_enough(stage: Bench) -> None:
    write(stage, report(MINUTE))
    said = "User: me is not authorized to perform: cloudwatch:GetMetricData on resource: *"
    stage.rules.fail("GetMetricData", refusal("AccessDenied", said, "GetMetricData"))
    found = look(stage.connect(), 7, NOW)
    assert found.cold_starts is not None
    (note,) = found.cold_starts.notes
    assert "access denied, cloudwatch:GetMetricData" in note


def test_without_the_right_to_the_log_it_is_said_which(stage: Bench) -> None:
    said = f"User: me is not authorized to perform: logs:FilterLogEvents on resource: {GROUP}"
    refused = refusal("AccessDeniedException", said, "FilterLogEvents")
    stage.rules.fail("FilterLogEvents", refused)
    with pytest.raises(AwsError, match="logs:FilterLogEvents"):
        look(stage.connect(), 7, NOW)


def test_without_credentials_it_is_said(
    stage: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert deployed(stage.stage, stage.ui, 7).why == "there are no AWS credentials"
