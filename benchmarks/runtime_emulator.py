"""AWS's Runtime Interface Emulator: starts a function from nothing and takes its first answer.

The program that AWS's base images and SAM have, out of the wheel of aws-sam-cli. It starts the
runtime with the first request that it gets: awslambdaric on the interpreter of the runtime. The
function lies unpacked and read-only, as in the sandbox, whose folders and variables it has. What it
might call of AWS is refused at once.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from lift.deployer import run
from lift.deployer.sandbox.confinement import confined
from lift.deployer.sandbox.function import Function
from lift.deployer.sandbox.interpreter import Interpreters
from lift.deployer.sandbox.variables import Place, variables
from lift.deployer.sandbox.workspace import Workspace

from .cold_contestants import ARCHITECTURE
from .project import PYTHON

HOST = "127.0.0.1"
INVOKE = "/2015-03-31/functions/function/invocations"
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Start:
    """From the request until its answer is there: seconds, and those of processor time.

    The latter are the runtime's process' own, with all its threads.
    """

    seconds: float
    cpu: float
    answer: bytes


class Emulator:
    """The program, and the folders of what it starts.

    ``placed`` says at each start where a folder of the function lies.
    """

    def __init__(self, scratch: Path, workspace: Workspace) -> None:
        """Install it into ``scratch``."""
        wheel = ("--no-deps", "--target", scratch / "emulator", "aws-sam-cli")
        run.run([run.uv(), "pip", "install", "--quiet", *wheel])
        rapid = scratch / "emulator" / "samcli" / "local" / "rapid"
        self._program = rapid / f"aws-lambda-rie-{ARCHITECTURE}"
        self._log = scratch / "emulator.log"
        self._workspace = workspace
        self.placed: Callable[[Path], Path] = lambda folder: folder
        self._python = Interpreters().get(PYTHON).python

    def start(self, function: Function, event: bytes, *, under: Sequence[str] = ()) -> Start:
        """The first answer of a new execution environment; ``under`` may be a tracer."""
        place = self._place(function)
        port, api = _free_port(), place.runtime_api
        addresses = ("--runtime-interface-emulator-address", f"{HOST}:{port}")
        runtime = (*under, str(place.python), "-m", "awslambdaric", function.handler)
        with self._log.open("wb") as log:
            process = run.start(
                confined([self._program, *addresses, "--runtime-api-address", api, *runtime]),
                cwd=place.task,
                environment=variables(function, place),
                stdout=log,
            )
        try:
            return _first_answer(_connected(port), event, process.pid)
        except (OSError, AssertionError) as error:
            said = self._log.read_text(errors="replace")
            raise SystemExit(f"{function.handler} does not start: {error}\n{said}") from None
        finally:
            process.terminate()
            process.wait()

    def _place(self, function: Function) -> Place:
        return Place(
            task=self.placed(self._workspace.task(function)),
            opt=self.placed(self._workspace.opt(function)),
            tmp=self._workspace.shared(function),
            python=self._python,
            runtime_api=f"{HOST}:{_free_port()}",
            endpoint=f"http://{HOST}:9",
            log_stream="benchmark",
        )


def _first_answer(connection: HTTPConnection, event: bytes, pid: int) -> Start:
    began = time.perf_counter()
    connection.request("POST", INVOKE, event)
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - began
    connection.close()
    assert response.status == 200, f"{response.status} {body!r}"
    return Start(seconds, _processor_time(pid), body)


def _processor_time(pid: int) -> float:
    """Of the children of the process, in seconds, finer than the clock ticks of /proc/PID/stat."""
    children = [
        child
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    files = [file for child in children for file in Path("/proc", child).glob("task/*/schedstat")]
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def _connected(port: int) -> HTTPConnection:
    """A connection to the emulator as soon as it takes one."""
    deadline = time.monotonic() + PATIENCE
    while True:
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.connect()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the emulator takes no connection"
            time.sleep(0.002)
        else:
            return connection


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        port: int = server.getsockname()[1]
        return port
