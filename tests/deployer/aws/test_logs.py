"""Reading a log group, past every page."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.aws.logs import filter_log_events

from ..bench import Bench, bench

GROUP = "/aws/lambda/shop-production"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def write(stage: Bench, stream: str, count: int) -> None:
    logs, now = stage.client("logs"), int(time.time() * 1000)
    logs.create_log_stream(logGroupName=GROUP, logStreamName=stream)
    for start in range(0, count, 5000):
        events = [
            {"timestamp": now + number, "message": f"line {number}"}
            for number in range(start, min(count, start + 5000))
        ]
        logs.put_log_events(logGroupName=GROUP, logStreamName=stream, logEvents=events)


def test_every_page_is_read(stage: Bench) -> None:
    stage.client("logs").create_log_group(logGroupName=GROUP)
    write(stage, "2026/11/21/[1]a", 10_500)
    events = list(filter_log_events(stage.connect(), GROUP, 0))
    assert len(events) == 10_500
    assert len(stage.rules.called("FilterLogEvents")) > 1
    assert (events[7].message, events[7].version) == ("line 7", "1")


def test_streams_can_be_chosen_by_their_beginning(stage: Bench) -> None:
    stage.client("logs").create_log_group(logGroupName=GROUP)
    write(stage, "2026/11/21/[1]a", 1)
    write(stage, "2026/11/21/[2]b", 2)
    events = filter_log_events(stage.connect(), GROUP, 0, streams="2026/11/21/[2]")
    assert [event.stream for event in events] == ["2026/11/21/[2]b"] * 2


def test_without_a_log_group_there_is_no_line(stage: Bench) -> None:
    assert list(filter_log_events(stage.connect(), GROUP, 0)) == []
