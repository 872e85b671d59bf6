"""At least as many environments stay warm as are asked for: counted, with rules that really fire.

The clock is the test's: four minutes pass in a moment, and an environment that nobody has asked
for ten minutes is gone. Only the second that a ping is held is a real one.
"""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import httpx
import pytest

from lift.deployer.aws.session import connect
from lift.deployer.bundle import runtime_part
from lift.deployer.clock import RealClock
from lift.deployer.desired.warmth import warmth
from lift.deployer.engine.apply import apply
from lift.deployer.engine.cloud import Cloud
from lift.deployer.logs.pings import ping_of
from lift.deployer.plan.plan import plan
from lift.deployer.sandbox import Sandbox
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

from .aws import REGION, Aws, zipped

NUMBERS = (1, 3, 10)
TIMES = 3  # that the rules fire: longer in all than an idle environment is kept
SOURCE = """
import pathlib
import tempfile
import time

from lift.adapter import Adapter

HERE = pathlib.Path(tempfile.gettempdir())  # the same for all environments


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/slow":
        (HERE / "begun").touch()
        while not (HERE / "go").exists():
            time.sleep(0.01)
    return [str(HERE).encode()]


handler = Adapter(app)
"""


class Clock:
    """Stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def patiently(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it is true within ``seconds``."""
    end = time.monotonic() + seconds
    while not (was := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return was


class Kept:
    """A function of which ``instances`` are kept warm, by what a deployment would make for it."""

    def __init__(self, aws: Aws, instances: int) -> None:
        self.aws, self.instances = aws, instances
        ours = ((each.path, each.content) for each in runtime_part.find())
        files = {path: file.read_text() for path, file in ours if isinstance(file, Path)}
        self.name = aws.function("", zip=zipped({"app.py": SOURCE, **files}), Timeout=30)
        self.group = f"/aws/lambda/{self.name}"
        aws.logs.create_log_group(logGroupName=self.group)
        aws.live(self.name)
        self.url = aws.url(self.name)
        project, _, stage = self.name.partition("-")
        kept = KeepWarm("rate(4 minutes)", instances)
        settings = Stage(stage, Path(), project, Path("lift_settings.json"), keep_warm=kept)
        there = connect(settings, aws.ui, session=boto3.Session("t", "t", region_name=REGION))
        apply(plan(warmth(there.target), {}), Cloud(there), aws.ui, RealClock(), again="")

    def log(self) -> list[tuple[str, str]]:
        """(environment, message), in the order in which they were written."""
        found = self.aws.logs.filter_log_events(logGroupName=self.group)["events"]
        found.sort(key=lambda event: event["timestamp"])
        return [(event["logStreamName"], event["message"]) for event in found]

    def pinged(self) -> list[str]:
        """The environment of each ping that has ended, the oldest first."""
        pings = {}
        ended = []
        for environment, message in self.log():
            if ping := ping_of(message):
                pings[ping] = environment
            elif match := re.match(r"END RequestId: (\S+)", message):
                ended.append(match[1])
        return [pings[request] for request in ended if request in pings]

    @property
    def starts(self) -> int:
        return sum(message.startswith("INIT_START") for _, message in self.log())


class World:
    """A sandbox with functions that are kept warm."""

    def __init__(self, aws: Aws, clock: Clock) -> None:
        self.aws, self.clock = aws, clock
        self.kept = {number: Kept(aws, number) for number in NUMBERS}
        while not self._in_step():  # a rule counts from the moment at which it is first seen
            self.clock.now += 240
            patiently(self._in_step, 2)
        assert patiently(lambda: len(self._fired()) == self._ended())

    def fire(self) -> None:
        """Let four minutes pass, and all pings come and end."""
        wanted = self._ended() + sum(NUMBERS)
        self.clock.now += 240
        assert patiently(lambda: self._ended() == wanted)

    def _in_step(self) -> bool:
        rules = self.aws.events.list_rules()["Rules"]
        return {rule["Name"] for rule in rules} == set(self._fired())

    def _fired(self) -> list[str]:
        """The rule of each ping."""
        said = [text.split() for _, text in self.aws.ui.said]
        return [words[1] for words in said if words[2:3] == ["invokes"]]

    def _ended(self) -> int:
        return sum(len(kept.pinged()) for kept in self.kept.values())


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    clock, ui = Clock(), Recorder()
    with Sandbox(ui=ui, clock=clock) as sandbox, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", sandbox.endpoint)
        yield World(Aws(sandbox, ui), clock)


def test_as_many_environments_stay_warm_as_are_asked_for(world: World) -> None:
    before = {number: len(kept.pinged()) for number, kept in world.kept.items()}
    for _ in range(TIMES):
        world.fire()
    for number, kept in world.kept.items():
        pinged = kept.pinged()[before[number] :]
        each_time = [set(pinged[at : at + number]) for at in range(0, len(pinged), number)]
        assert [len(environments) for environments in each_time] == [number] * TIMES
        assert len(set(pinged)) == kept.starts == number


def test_as_many_visitors_at_once_meet_no_cold_start(world: World) -> None:
    kept = world.kept[10]
    with ThreadPoolExecutor(10) as visitors:
        answers = list(visitors.map(httpx.get, [kept.url] * 10))
    assert {answer.status_code for answer in answers} == {200}
    assert kept.starts == 10


def test_a_request_that_runs_is_not_disturbed_and_no_ping_waits_for_it(world: World) -> None:
    kept = world.kept[3]
    here = Path(httpx.get(kept.url).text)
    with ThreadPoolExecutor(1) as visitor:
        slow = visitor.submit(httpx.get, f"{kept.url}/slow", timeout=30)
        try:
            assert patiently((here / "begun").exists)
            busy = kept.log()[-1][0]
            before = len(kept.pinged())
            world.fire()
            met = kept.pinged()[before:]
            assert not slow.done()
        finally:
            (here / "go").touch()
    assert (slow.result().status_code, slow.result().text) == (200, str(here))
    assert len(set(met)) == 3
    assert busy not in met
