"""One execution environment: a process with the runtime client, its Runtime API and its log.

    INIT     the process starts and imports the handler; after 10 s it is ended and started anew,
             on the invocation's time. With SnapStart it may take 130 s, or the function's
             time-out, and the restore follows; so it may with provisioned concurrency, where it
             comes before there is an event
    INVOKE   one event at a time; a time-out or a crash ends the environment

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
It does not decide which environment serves what: ``pool.py`` does.
"""

import math
import signal
import time
import uuid
from datetime import UTC, datetime

from .function import Function
from .interpreter import Interpreter
from .invocation import Invocation, Outcome, failure
from .logs import LogStream
from .process import Process
from .runtime_api import RuntimeApi
from .variables import Place
from .workspace import Workspace

INIT_SECONDS = 10.0
BEFOREHAND_SECONDS = 130.0


class Environment:
    """Serves ``function`` from ``prepare`` or its first ``invoke`` to ``stop``.

    ``alive`` turns false when it can serve no more.
    """

    def __init__(
        self,
        function: Function,
        workspace: Workspace,
        interpreter: Interpreter,
        endpoint: str,
        *,
        init_seconds: float = INIT_SECONDS,
        provisioned: bool = False,
    ) -> None:
        self.function = function
        self.alive = True
        self.idle_since = 0.0
        self._workspace = workspace
        self._interpreter = interpreter
        self._endpoint = endpoint
        self._init_seconds = init_seconds
        self._provisioned = provisioned
        self._log = LogStream(function, uuid.uuid4().hex)
        self._current: Invocation | None = None
        self._process: Process | None = None
        self._api: RuntimeApi | None = None
        self._runtime = f"{function.runtime.replace('python', 'python:')}.sandbox"
        self._restored_at: float | None = None

    def prepare(self) -> bool:
        """INIT; whether it can serve."""
        process, _ = self._initialised()
        return self.alive and process.api.ready.is_set() and process.api.init_error is None

    def invoke(self, invocation: Invocation) -> Outcome:
        """Hand the event to the handler and wait for the end of it."""
        cold = self._process is None
        self._current = invocation
        process, init = self._initialised() if self._process is None else (self._process, None)
        self._log.write(
            [f"START RequestId: {invocation.request_id} Version: {self.function.version}\n"]
        )
        begun = time.perf_counter()
        invocation.deadline = time.time() + self.function.timeout
        self._await_answer(process, invocation)
        process.output.drain()
        milliseconds = ((invocation.finished_at or time.perf_counter()) - begun) * 1000
        self._report(invocation, process, milliseconds, init)
        self._current = None
        if not self.alive:
            self.stop()
        log = self._log.take_tail()
        version = self.function.version
        return Outcome(invocation.payload, invocation.error, milliseconds, cold, log, version)

    def retire(self) -> None:
        """The function is gone: write no log any more, serve no further event."""
        self.alive = False
        self._log.close()

    def stop(self) -> None:
        """End the process."""
        self.alive = False
        if self._process is not None:
            self._process.end()

    def _initialised(self) -> tuple[Process, float]:
        """INIT: a process that is ready, or failed, or has had its time; and the milliseconds."""
        begun = time.perf_counter()
        process = self._started()
        if not process.api.ready.wait(self._patience):
            self._api = None  # its end is no crash
            process.end()
            self._say_init(begun, "timeout")
            process = self._started()
        else:
            process.output.drain()  # what was printed at import comes before START
            if process.api.init_error is not None:
                self._say_init(begun, "error")
        took = (time.perf_counter() - (self._restored_at or begun)) * 1000
        if self._restored_at is not None:
            self._log.write([f"RESTORE_REPORT Restore Duration: {took:.2f} ms\n"])
        return process, took

    @property
    def _patience(self) -> float:
        """Seconds that INIT may take."""
        if self.function.snap_start or self._provisioned:
            return max(BEFOREHAND_SECONDS, self.function.timeout)
        return self._init_seconds

    def _restore(self) -> None:
        """Each environment has a snapshot of its own here, and is restored from it at once."""
        self._restored_at = time.perf_counter()
        self._log.write([f"RESTORE_START Runtime Version: {self._runtime}\n"])

    def _started(self) -> Process:
        self._log.write([f"INIT_START Runtime Version: {self._runtime}\n"])
        folders = self._workspace
        task, opt = folders.task(self.function), folders.opt(self.function)
        self._api = api = RuntimeApi(self._restore)
        place = Place(
            task=task,
            opt=opt,
            tmp=folders.shared(self.function),
            python=self._interpreter.python,
            runtime_api=api.address,
            endpoint=self._endpoint,
            log_stream=self._log.name,
            initialization="provisioned-concurrency" if self._provisioned else "on-demand",
        )
        self._process = Process(self.function, place, api, self._log.write, self._exited)
        return self._process

    def _await_answer(self, process: Process, invocation: Invocation) -> None:
        seconds = invocation.deadline - time.time()
        if not process.api.ready.wait(seconds):
            self._time_out(process, invocation)
        elif process.api.init_error is not None:
            self.alive = False
            invocation.finish(process.api.init_error, "Unhandled")
        else:
            process.api.put(invocation)
            if process.exit_code is not None:  # it ended while nobody used it
                self._exited(process, process.exit_code)
            if not invocation.wait(invocation.deadline - time.time()):
                self._time_out(process, invocation)

    def _time_out(self, process: Process, invocation: Invocation) -> None:
        self.alive = False
        text = f"Task timed out after {self.function.timeout:.2f} seconds"
        said = f"RequestId: {invocation.request_id} Error: {text}"
        invocation.finish(failure("Sandbox.Timedout", said), "Unhandled")
        process.end()
        process.output.drain()
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        self._log.write([f"{now}Z {invocation.request_id} {text}\n"])

    def _exited(self, process: Process, code: int) -> None:
        """The process ended by itself, or we ended it."""
        if process.api is not self._api:
            return  # the INIT that took too long
        self.alive = False
        if (invocation := self._current) is not None and process.api.init_error is None:
            text = f"RequestId: {invocation.request_id} Error: Runtime exited {_reason(code)}"
            process.output.drain()
            if invocation.finish(failure("Runtime.ExitError", text), "Unhandled"):
                self._log.write([f"{text}\nRuntime.ExitError\n"])
        process.api.ready.set()

    def _say_init(self, begun: float, status: str) -> None:
        took = (time.perf_counter() - begun) * 1000
        self._log.write(
            [f"INIT_REPORT Init Duration: {took:.2f} ms\tPhase: init\tStatus: {status}\n"]
        )

    def _report(
        self, invocation: Invocation, process: Process, took: float, init: float | None
    ) -> None:
        parts = [
            f"REPORT RequestId: {invocation.request_id}",
            f"Duration: {took:.2f} ms",
            f"Billed Duration: {math.ceil(took + (init or 0))} ms",
            f"Memory Size: {self.function.memory} MB",
            f"Max Memory Used: {process.peak_megabytes()} MB",
        ]
        if init is not None and self._restored_at is None:
            parts.append(f"Init Duration: {init:.2f} ms")
        elif init is not None:
            parts.append(f"Restore Duration: {init:.2f} ms")
            parts.append(f"Billed Restore Duration: {math.ceil(init)} ms")
        self._log.write([f"END RequestId: {invocation.request_id}\n", "\t".join(parts) + "\t\n"])


def _reason(code: int) -> str:
    """How a process ended, in Lambda's words."""
    if code == 0:
        return "without providing a reason"
    if code < 0:
        return f"with error: signal: {(signal.strsignal(-code) or str(-code)).lower()}"
    return f"with error: exit status {code}"
