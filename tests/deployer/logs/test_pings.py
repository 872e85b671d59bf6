"""What pings log is left out, in text and in JSON, however the lines come in."""

import json
from itertools import chain

import pytest

from lift.deployer.logs.event import LogEvent
from lift.deployer.logs.pings import Requests, ping_of

TEXT = {
    "start": "START RequestId: {0} Version: 7\n",
    "end": "END RequestId: {0}\n",
    "report": "REPORT RequestId: {0}\tDuration: 1001.20 ms\tBilled Duration: 1002 ms\n",
}
JSON = {
    name: json.dumps({"time": "t", "type": f"platform.{name}", "record": {"requestId": "{0}"}})
    for name in ("start", "runtimeDone", "report")
}
BOTH = pytest.mark.parametrize("lines", [TEXT, JSON], ids=["text", "json"])


class Log:
    """Lines of execution environments, in the order in which they are written."""

    def __init__(self, lines: dict[str, str]) -> None:
        self.before, *self.after = (line.replace("{0}", "%s") for line in lines.values())
        self.written = 0

    def say(self, environment: str, message: str) -> LogEvent:
        self.written += 1
        return LogEvent(str(self.written), self.written, f"2026/11/21/[7]{environment}", message)

    def invocation(self, environment: str, request: str, said: str) -> list[LogEvent]:
        messages = [self.before % request, said, *(line % request for line in self.after)]
        return [self.say(environment, message) for message in messages]

    def ping(self, environment: str, request: str) -> list[LogEvent]:
        line = {"lift": "keep-warm", "requestId": request, "seconds": 1.0}
        return self.invocation(environment, request, f"{json.dumps(line)}\n")


@BOTH
def test_all_lines_of_a_ping_are_left_out_and_all_of_requests_stay(lines: dict[str, str]) -> None:
    log = Log(lines)
    starting = [log.say("b", "INIT_START Runtime Version: python:3.13\n")]
    ping, request = log.ping("b", "p1"), log.invocation("a", "r1", "hello\n")
    mixed = [*starting, *chain.from_iterable(zip(ping, request, strict=True))]
    assert Requests().of(mixed, last=True) == [*starting, *request]


@BOTH
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_ping_that_is_seen_in_two_looks_is_left_out(lines: dict[str, str], at: int) -> None:
    log, requests = Log(lines), Requests()
    events = log.ping("a", "p1")
    assert requests.of(events[:at]) == []
    assert requests.of(events[at:]) == []


@BOTH
def test_a_request_that_says_nothing_yet_is_shown_at_the_next_look(lines: dict[str, str]) -> None:
    log, requests = Log(lines), Requests()
    start, *others = log.invocation("a", "r1", "hello\n")
    assert requests.of([start]) == []
    assert requests.of([]) == [start]
    assert requests.of(others) == others
    assert Requests().of([start], last=True) == [start]


def test_only_the_adapters_line_is_a_pings() -> None:
    assert ping_of('{"lift": "keep-warm", "requestId": "p1", "seconds": 0.0}\n') == "p1"
    assert ping_of('said {"lift": "keep-warm", "requestId": "p1"}') is None
    assert ping_of("keep-warm") is None
