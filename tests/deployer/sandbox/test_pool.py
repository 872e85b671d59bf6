"""Which environment serves what, with environments that only count."""

import threading
import time
from dataclasses import replace

import pytest

from lift.deployer.sandbox.function import Archive, Function
from lift.deployer.sandbox.invocation import Invocation, Outcome
from lift.deployer.sandbox.pool import Pool, Throttled

FUNCTION = Function(
    arn="arn:aws:lambda:eu-west-1:123456789012:function:f",
    account="123456789012",
    region="eu-west-1",
    name="f",
    version="$LATEST",
    handler="app.handler",
    runtime="python3.11",
    memory=128,
    timeout=3,
    environment={},
    code=Archive("digest", b""),
)


class Fake:
    """Answers with its number; to the event ``wait`` when it is let."""

    def __init__(self, function: Function, number: int) -> None:
        self.function = function
        self.number = number
        self.alive = True
        self.idle_since = 0.0
        self.stopped = self.retired = False
        self.inside, self.gate = threading.Event(), threading.Event()

    def invoke(self, invocation: Invocation) -> Outcome:
        if invocation.event == b"wait":
            self.inside.set()
            assert self.gate.wait(5)
        if invocation.event == b"crash":
            self.alive = False
        return Outcome(str(self.number).encode())

    def retire(self) -> None:
        self.alive = False
        self.retired = True

    def stop(self) -> None:
        self.stopped = True


class Bench:
    def __init__(self, **settings: float) -> None:
        self.made: list[Fake] = []
        self.now = 0.0
        limit = int(settings.get("limit", 100))
        self.pool = Pool(self.make, limit=limit, idle_seconds=600, clock=lambda: self.now)

    def make(self, function: Function) -> Fake:
        self.made.append(Fake(function, len(self.made)))
        return self.made[-1]

    def invoke(self, function: Function = FUNCTION, event: bytes = b"") -> int:
        return int(self.pool.invoke(function, Invocation("id", event, "arn")).payload)

    def start(self, function: Function = FUNCTION) -> threading.Thread:
        """Begin an invocation that stays in its new environment until the gate there opens."""
        count = len(self.made)
        thread = threading.Thread(target=self.invoke, args=(function, b"wait"))
        thread.start()
        deadline = time.monotonic() + 5
        while len(self.made) == count and time.monotonic() < deadline:
            time.sleep(0.001)
        assert self.made[-1].inside.wait(5)
        return thread


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_an_idle_environment_is_used_again(bench: Bench) -> None:
    assert [bench.invoke() for _ in range(3)] == [0, 0, 0]


def test_one_that_died_is_not(bench: Bench) -> None:
    assert [bench.invoke(event=event) for event in (b"", b"crash", b"")] == [0, 0, 1]
    assert bench.made[0].stopped


def test_one_that_died_while_idle_is_not(bench: Bench) -> None:
    bench.invoke()
    bench.made[0].alive = False
    assert bench.invoke() == 1
    assert bench.made[0].stopped


def test_overlapping_invocations_get_one_each(bench: Bench) -> None:
    thread = bench.start()
    assert bench.invoke() == 1
    bench.made[0].gate.set()
    thread.join()
    assert len({bench.invoke() for _ in range(3)}) == 1
    assert len(bench.made) == 2


def test_versions_have_their_own_and_a_changed_latest_ends_the_older(bench: Bench) -> None:
    one = replace(FUNCTION, version="1")
    changed = replace(FUNCTION, memory=256)
    assert [bench.invoke(), bench.invoke(one), bench.invoke(changed)] == [0, 1, 2]
    assert [fake.stopped for fake in bench.made] == [True, False, False]
    assert bench.invoke(one) == 1


def test_what_was_idle_for_too_long_is_ended(bench: Bench) -> None:
    bench.invoke()
    bench.now = 599
    assert bench.invoke() == 0
    bench.now += 601
    assert bench.invoke() == 1
    assert bench.made[0].stopped


def test_a_deleted_functions_environments_end(bench: Bench) -> None:
    bench.invoke()
    thread = bench.start(replace(FUNCTION, version="1"))
    bench.pool.retire(FUNCTION.arn)
    idle, busy = bench.made
    assert (idle.retired, idle.stopped) == (True, True)
    assert (busy.retired, busy.stopped) == (True, False)
    busy.gate.set()
    thread.join()
    assert busy.stopped


def test_other_functions_are_left_alone_by_that(bench: Bench) -> None:
    other = replace(FUNCTION, arn=FUNCTION.arn + "2")
    bench.invoke(other)
    bench.pool.retire(FUNCTION.arn)
    assert bench.invoke(other) == 0


def test_above_the_limit_invocations_are_throttled() -> None:
    bench = Bench(limit=1)
    thread = bench.start()
    with pytest.raises(Throttled):
        bench.invoke()
    bench.made[0].gate.set()
    thread.join()
    assert bench.invoke() == 0


def test_closing_ends_all_and_takes_no_more(bench: Bench) -> None:
    bench.invoke()
    bench.pool.close()
    assert bench.made[0].stopped
    with pytest.raises(Throttled):
        bench.invoke()
