"""One cold start as on Lambda, then a first request, and the same once more.

AWS's runtime client on the runtime's own interpreter, the function's environment variables, files
that were not read before, an empty /tmp. Times are taken from outside, at the Runtime API; a traced
start (tracer.py) tells what the time goes to, not how long it is.
"""

import json
import os
import tempfile
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..aws.function import Invocation as Answer
from ..engine import version_log
from ..engine.health import Probe
from ..errors import LiftError
from ..sandbox.invocation import Invocation, failure
from ..sandbox.process import RUNTIME_CLIENT, Process
from ..sandbox.runtime_api import RuntimeApi
from ..sandbox.variables import CREDENTIALS, Place
from .subject import Subject
from .trace import Span, read

INIT_SECONDS = 60.0  # Lambda's own are 10, on a processor of its own
_TRACER = Path(__file__).with_name("tracer.py")


@dataclass(frozen=True)
class Start:
    """``init`` is from the start of the process until it asks for its first event, ``request`` what
    the first answer took, ``again`` the second: in milliseconds, 0 where nothing was asked.

    ``ready`` is when INIT ended and ``begun`` when it began, on the clock of ``spans``, in
    nanoseconds. ``log`` is what the application printed.
    """

    init: float
    request: float
    again: float
    begun: int
    ready: int
    spans: tuple[Span, ...] = field(repr=False)
    answer: Answer | None = field(repr=False)
    log: tuple[str, ...] = field(repr=False)


def start(subject: Subject, python: Path, probe: Probe | None, *, traced: bool = False) -> Start:
    """Start it, ask it twice, end it. Raises ``LiftError`` when it does not start or answer."""
    subject.cool()
    with tempfile.TemporaryDirectory(prefix="lift-") as folder:
        temporary, trace = Path(folder, "tmp"), Path(folder, "trace")
        temporary.mkdir()
        trace.touch()
        client = (str(_TRACER), str(trace), RUNTIME_CLIENT[-1]) if traced else RUNTIME_CLIENT
        running = _Running(subject, python, temporary, client)
        try:
            ready = running.initialised()
            first, request = running.asked(probe) if probe else (None, 0.0)
            _, again = running.asked(probe) if probe else (None, 0.0)
        finally:
            running.end()
        init = (ready - running.begun) / 1e6
        spans, log = read(trace), tuple(running.own_lines)
        return Start(init, request, again, running.begun, ready, spans, first, log)


class _Running:
    """A process from construction to ``end``."""

    def __init__(
        self, subject: Subject, python: Path, temporary: Path, client: tuple[str, ...]
    ) -> None:
        self._function = subject.function
        self._places = {subject.task: "/var/task", subject.opt: "/opt"}
        self._lines: list[str] = []
        self._lock = threading.Lock()
        self._current: Invocation | None = None
        self._ended = ""
        self._api = RuntimeApi()
        place = Place(
            task=subject.task,
            opt=subject.opt,
            tmp=temporary,
            python=python,
            runtime_api=self._api.address,
            endpoint=os.environ.get("AWS_ENDPOINT_URL", ""),
            log_stream=f"doctor/[1]{uuid.uuid4().hex}",
            credentials=_credentials(),
        )
        self.begun = time.monotonic_ns()
        self._process = Process(
            self._function, place, self._api, self._lines.extend, self._exited, client=client
        )

    def initialised(self) -> int:
        """Wait for the end of INIT; the moment."""
        there = self._api.ready.wait(INIT_SECONDS)
        now = time.monotonic_ns()
        if not there:
            raise self._failed(f"does not start within {INIT_SECONDS:g} s")
        if self._api.init_error is not None:
            raise self._failed(f"does not start: {_said(self._api.init_error)}")
        if self._ended:
            raise self._failed(f"does not start: its process {self._ended}")
        return now

    def asked(self, probe: Probe) -> tuple[Answer, float]:
        """The answer to one request, and the milliseconds that it took."""
        event = json.dumps(probe.event()).encode()
        invocation = Invocation(str(uuid.uuid4()), event, f"{self._function.arn}:live")
        invocation.deadline = time.time() + self._function.timeout
        begun = time.perf_counter()
        with self._lock:
            self._current = invocation
            if self._ended:
                raise self._failed(f"{self._ended} before {probe.what}")
        self._api.put(invocation)
        if not invocation.wait(self._function.timeout):
            seconds = self._function.timeout
            raise self._failed(f"does not answer {probe.what} within timeout_seconds, {seconds} s")
        took = invocation.finished_at - begun
        if invocation.error:
            raise self._failed(f"fails {probe.what}: {_said(invocation.payload)}")
        self._process.output.drain()
        return Answer(None, None, "".join(self._lines), invocation.payload, took), took * 1000

    def end(self) -> None:
        self._process.end()

    @property
    def own_lines(self) -> list[str]:
        """What the application printed, with its files as they are called on Lambda."""
        printed = "".join(self._lines)
        for folder, there in self._places.items():
            printed = printed.replace(str(folder), there)
        return version_log.own(printed)

    def _exited(self, _: Process, code: int) -> None:
        with self._lock:
            self._ended = f"ended with exit code {code}"
            if self._current is not None:
                self._current.finish(failure("Runtime.ExitError", self._ended), "Unhandled")
        self._api.ready.set()

    def _failed(self, words: str) -> LiftError:
        self._process.output.drain()
        return LiftError(f"the application {words}", details="\n".join(self.own_lines))


def _credentials() -> Mapping[str, str]:
    """The person's own, where they stand in the environment: an application that asks AWS for its
    secrets when it starts could not start without."""
    return {name: os.environ[name] for name in CREDENTIALS if name in os.environ}


def _said(payload: bytes) -> str:
    """The first line of an error's message, as the runtime client answers it."""
    try:
        answer = json.loads(payload)
    except ValueError:
        return payload.decode(errors="replace")
    message = str(answer.get("errorMessage") or answer.get("errorType") or "").strip()
    return message.rstrip(".").partition("\n")[0]
