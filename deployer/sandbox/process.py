"""The process of an execution environment: awslambdaric on the interpreter of the runtime.

It knows nothing of invocations; it tells when it has ended.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from ..run import start
from .confinement import confined
from .function import Function
from .logs import Output
from .runtime_api import RuntimeApi
from .variables import Place, variables

RUNTIME_CLIENT = ("-m", "awslambdaric")


class Process:
    """Runs from construction to ``end``; ``exited`` is called with it and its exit code, which is
    negative for a signal. ``log`` gets the lines that it prints. ``client`` is what the interpreter
    starts the runtime client with.
    """

    def __init__(
        self,
        function: Function,
        place: Place,
        api: RuntimeApi,
        log: Callable[[Sequence[str]], None],
        exited: Callable[["Process", int], None],
        *,
        client: Sequence[str] = RUNTIME_CLIENT,
    ) -> None:
        self.api = api
        self._exited = exited
        self.exit_code: int | None = None
        self._peak = 0
        self._lock = threading.Lock()
        reading, writing = os.pipe()
        try:
            self._popen = start(
                confined([place.python, *client, function.handler]),
                cwd=place.task,
                environment=variables(function, place),
                stdout=writing,
            )
        finally:
            os.close(writing)
        self.output = Output(os.fdopen(reading, "rb", buffering=0), log)
        self._watcher = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._watcher.start()

    def end(self) -> None:
        """Kill it and what it started, and wait until it is gone."""
        self.peak_megabytes()
        with self._lock:
            if self.exit_code is None:
                self._kill_group()
        if threading.current_thread() is not self._watcher:
            self._watcher.join()
        self.api.close()

    def peak_megabytes(self) -> int:
        """The most memory it held at once; the last figure known when it is gone."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self._popen.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    self._peak = -(-int(line.split()[1]) // 1024)
        return self._peak

    def _watch(self) -> None:
        # WNOWAIT: until it is reaped its id is not given to another process, so that what it left
        # running can be killed without hitting a stranger.
        os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            self._kill_group()
            self.exit_code = self._popen.wait()
        self._exited(self, self.exit_code)

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
