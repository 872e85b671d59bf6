"""The same command for several stages, each in a process of its own, a few at once.

So one stage's failure is its own, and Ctrl-C reaches each as if it ran alone. What they share, the
cache, lets one of them make what several need.
"""

import os
import signal
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from ..run import PIPE, start
from ..ui import Ui

if TYPE_CHECKING:
    from subprocess import Popen

AT_ONCE = 4
_ERROR = "error: "


@dataclass(frozen=True)
class Ended:
    """How a process ended: ``error`` is the last error that it told, empty when all went well."""

    stdout: str
    error: str


def run(commands: Mapping[str, Sequence[str]], ui: Ui, *, at_once: int = AT_ONCE) -> list[Ended]:
    """Run the command of each stage; what they say comes out line by line, after the stage's name.

    Ctrl-C interrupts those that run, waits for them, and goes on as ``KeyboardInterrupt``.
    """
    children = [_Child(stage, command, ui) for stage, command in commands.items()]
    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(child.run) for child in children]
        try:
            wait(running)
        except KeyboardInterrupt:
            ui.step("stopping: each stage ends what it is at, usually within seconds")
            for child in children:
                child.stop()
            raise
        return [ended.result() for ended in running]


class _Child:
    def __init__(self, stage: str, command: Sequence[str], ui: Ui) -> None:
        self._stage = stage
        self._command = command
        self._ui = ui
        self._process: Popen[bytes] | None = None
        self._stopped = False
        self._lock = Lock()  # a process is interrupted once: twice is asking for a hard end

    def run(self) -> Ended:
        with tempfile.TemporaryFile() as stdout:
            with self._lock:
                if self._stopped:
                    self._ui.step(f"{self._stage}: not begun")
                    return Ended("", "not begun")
                process = start(self._command, environment=os.environ, stdout=stdout, stderr=PIPE)
                self._process = process
            with process:
                error = self._relay(process.stderr or ())
            stdout.seek(0)
            said = stdout.read().decode(errors="replace")
        code = process.returncode
        return Ended(said, (error or f"exit code {code}") if code else "")

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(signal.SIGINT)

    def _relay(self, lines: Iterable[bytes]) -> str:
        """Say what the process says; its last error."""
        error = ""
        for raw in lines:
            if line := raw.decode(errors="replace").strip():
                self._ui.step(f"{self._stage}: {line}")
            if line.startswith(_ERROR):
                error = line.removeprefix(_ERROR)
        return error
