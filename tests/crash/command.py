"""One run of a command in a process of its own, the world answering from this one."""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal

from lift.deployer.aws.session import Aws, connect
from lift.deployer.errors import LiftError
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

from ..aws_rules import Call, FakeClock
from .fork import fork
from .point import Point
from .scenarios import Command
from .trouble import Trouble, Undisturbed
from .wire import Session, Wire
from .world import Outcome, World


@dataclass(frozen=True)
class Ended:
    """How a run ended. ``refused``: with an error of lift's; ``broke``: with any other."""

    how: Literal["done", "refused", "broke", "killed"]
    said: str = ""
    hint: str = ""
    points: tuple[Point, ...] = field(default=(), repr=False)


class Runner:
    """Runs commands against ``world``; session and clients are made once."""

    def __init__(self, world: World, region: str) -> None:
        self._world = world
        self._wire = Wire(world.answer, Undisturbed())
        self._session = Session(region)

    def here(self, command: Command) -> Ended:
        """In this process, without trouble."""
        return self._run(command, self._world.answer, Undisturbed(), self._world.clock)

    def apart(self, command: Command, trouble: Trouble) -> Ended:
        """In a process that may be killed."""
        child = fork(lambda pipe: self._speak(pipe, command, trouble))
        ended = self._serve(child.pipe)
        child.wait()
        return ended

    def _speak(self, pipe: "Connection[Any, Any]", command: Command, trouble: Trouble) -> None:
        link = _Link(pipe)
        pipe.send(("ended", self._run(command, link.answer, trouble, _Clock(link))))

    def _serve(self, pipe: "Connection[Any, Any]") -> Ended:
        clock = self._world.clock
        does: dict[str, Callable[[Any], object]] = {
            "answer": self._world.answer,
            "time": lambda _: clock.time,
            "set time": lambda time: setattr(clock, "time", time),
        }
        while True:
            try:
                what, argument = pipe.recv()
            except (EOFError, ConnectionResetError):
                return Ended("killed")
            if what == "ended":
                ended: Ended = argument
                return ended
            pipe.send(does[what](argument))

    def _run(
        self, command: Command, ask: Callable[[Call], Outcome], trouble: Trouble, clock: Any
    ) -> Ended:
        self._wire.connect(ask, trouble)
        self._session.renew()
        self._wire.attach(self._session.events)

        def connected(stage: Stage) -> Aws:
            return connect(stage, Recorder(), session=self._session, clock=clock)

        try:
            command(connected)
        except LiftError as error:
            return Ended("refused", error.message, error.hint, self._points())
        except Exception:  # noqa: BLE001 - that there is none is what is tested
            return Ended("broke", traceback.format_exc(), "", self._points())
        return Ended("done", points=self._points())

    def _points(self) -> tuple[Point, ...]:
        return tuple(self._wire.points)


class _Link:
    """The world as its other process sees it; only one thread asks at a time."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def answer(self, call: Call) -> Outcome:
        outcome: Outcome = self._ask("answer", call)
        return outcome

    @property
    def time(self) -> float:
        return float(self._ask("time", None))

    @time.setter
    def time(self, time: float) -> None:
        self._ask("set time", time)

    def _ask(self, what: str, argument: object) -> Any:
        with self._lock:
            self._pipe.send((what, argument))
            return self._pipe.recv()


class _Clock(FakeClock):
    """The world's time, with the alarms of this process."""

    def __init__(self, link: _Link) -> None:
        self._link = link
        super().__init__(link.time)

    @property
    def time(self) -> float:
        return self._link.time

    @time.setter
    def time(self, time: float) -> None:
        self._link.time = time
