"""A scenario met by trouble at each of its calls, each time in a world of its own."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from .command import Ended, Runner
from .doors import State
from .fork import Forked, fork
from .point import Point
from .scenarios import Scenario
from .state import difference, dump
from .trouble import Denied, Dropped, Killed, Throttled, Trouble, Undisturbed
from .world import LAG, World

STORM = 20  # throttled attempts: more than the SDK makes for one call

Kind = Callable[[Point], Trouble]

KILLS: dict[str, Kind] = {
    "killed before": lambda point: Killed(point, "before"),
    "killed after": lambda point: Killed(point, "after"),
}
FAULTS: dict[str, Kind] = {
    "denied": Denied,
    "throttled": lambda point: Throttled(point, STORM),
    "throttled briefly": lambda point: Throttled(point, 5),
    "lost before": lambda point: Dropped(point, "before"),
    "lost after": lambda point: Dropped(point, "after"),
}
KINDS = KILLS | FAULTS


@dataclass(frozen=True)
class Finding:
    """What is wrong after ``trouble``."""

    trouble: str
    what: str

    def __str__(self) -> str:
        return f"{self.trouble}: {self.what}"


class Matrix:
    """``scenario`` against ``world``, where nothing is yet but what others have."""

    def __init__(self, world: World, runner: Runner, scenario: Scenario, undeploy: Any) -> None:
        self._world, self._runner = world, runner
        self._scenario, self._undeploy = scenario, undeploy
        self.points: Sequence[Point] = ()
        self._empty = dump(world)
        self._expected: State = {}

    @property
    def name(self) -> str:
        return self._scenario.name

    def prepare(self) -> list[Finding]:
        """Bring the world there, then run the command undisturbed, in a world of its own: its
        points, the state it ends in, and that ``undeploy`` leaves nothing of it."""
        for command in self._scenario.before:
            self._runner.here(command)
        world = fork(self._rehearse)
        rehearsal: Any = world.pipe.recv()
        world.wait()
        self.points, self._expected, findings = rehearsal
        return [Finding("undisturbed", what) for what in findings]

    def run(self, troubles: Sequence[Trouble], jobs: int) -> Iterator[list[Finding]]:
        """Findings for each of ``troubles``, ``jobs`` worlds at once.

        There is no record but AWS, so what a second run does follows from the state it begins
        with: it is run once for each state that the trouble left.
        """
        waiting, running, known = list(reversed(troubles)), dict[object, Forked](), set[object]()
        while waiting or running:
            while waiting and len(running) < jobs:
                world = self._start(waiting.pop())
                running[world.pipe] = world
            ready: Any = wait([world.pipe for world in running.values()])
            for pipe in ready:
                message = _received(pipe)
                if isinstance(message, list):
                    running.pop(pipe).wait()
                    yield message
                else:
                    pipe.send(message not in known)
                    known.add(message)

    def _start(self, trouble: Trouble) -> Forked:
        return fork(lambda pipe: pipe.send([*self._findings(trouble, pipe)]))

    def _rehearse(self, pipe: "Connection[Any, Any]") -> None:
        ended = self._runner.apart(self._scenario.command, Undisturbed())
        state = dump(self._world)
        findings = [] if ended.how == "done" else [f"{ended.how}: {ended.said}"]
        findings += self._nothing_left()
        pipe.send((ended.points, state, findings))

    def _findings(self, trouble: Trouble, pipe: "Connection[Any, Any]") -> Iterator[Finding]:
        for what in self._disturbed(trouble):
            yield Finding(str(trouble), what)
        pipe.send(self._fingerprint())
        if pipe.recv():
            for what in (*self._again(), *self._nothing_left()):
                yield Finding(str(trouble), what)

    def _fingerprint(self) -> str:
        return json.dumps([dump(self._world), self._world.rules.unsettled()], sort_keys=True)

    def _disturbed(self, trouble: Trouble) -> Iterator[str]:
        ended = self._runner.apart(self._scenario.command, trouble)
        if ended.how == "done":
            if isinstance(trouble, Killed) and trouble.at.occurrence == 1:
                yield "the call was never made"  # a repeated one may not be: waits differ
            yield from self._compared("success, with the work undone")
        elif not isinstance(trouble, Killed) or ended.how != "killed":
            yield from _unclear(ended)

    def _again(self) -> Iterator[str]:
        ended = self._runner.here(self._scenario.command)
        if ended.how != "done":
            yield f"a dead end, the second run {ended.how}: {ended.said}"
        yield from self._compared("the second run does not end in the same state")

    def _nothing_left(self) -> Iterator[str]:
        self._world.clock.sleep(LAG)  # somebody types
        ended = self._runner.here(self._undeploy)
        if ended.how != "done":
            yield f"undeploy {ended.how}: {ended.said}"
        if left := difference(self._empty, dump(self._world)):
            yield "undeploy does not leave what was there before\n" + "\n".join(left)

    def _compared(self, words: str) -> Iterator[str]:
        if differs := difference(self._expected, dump(self._world)):
            yield f"{words}\n" + "\n".join(differs)


def _unclear(ended: Ended) -> Iterator[str]:
    if ended.how != "refused":
        yield f"the command {ended.how}: {ended.said}"
    elif not ended.said or not ended.hint:
        yield f"the error does not say what to do: {ended.said}"


def _received(pipe: "Connection[Any, Any]") -> Any:
    try:
        return pipe.recv()
    except (EOFError, ConnectionResetError):
        return [Finding("?", "the test itself failed")]


def cores() -> int:
    return os.cpu_count() or 1
