"""The real command line, and a sandbox in a process of its own.

For the demo and the end-to-end tests, which see lift only from outside: as commands, addresses and
exit codes. What a developer has set for the real AWS never reaches these processes.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from lift.deployer.errors import LiftError
from lift.deployer.run import clean_environment, start

LIFT = Path(sys.executable).with_name("lift")
REGION = "us-east-1"
READY = re.compile(r"http://127\.0\.0\.1:\d+")
STARTS_WITHIN = 60.0  # seconds; the first start on a machine also makes the sandbox's cache
STOPS_WITHIN = 60.0  # it removes what it unpacked, thousands of files


def aws_environment(endpoint: str) -> dict[str, str]:
    """An environment in which every AWS call goes to ``endpoint`` and no account can be meant."""
    ours = {key: value for key, value in clean_environment().items() if not key.startswith("AWS_")}
    return ours | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
    }


def show(command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path) -> int:
    """Run ``command`` with its output going where ours goes; its exit code. Ctrl-C reaches it."""
    process = start(command, cwd=cwd, environment=environment, stdout=None, stderr=None)
    try:
        return process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise


class SandboxProcess:
    """``lift sandbox`` from ``with`` to its end; ``endpoint`` is where its AWS listens."""

    endpoint = ""

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """For the commands that shall use this sandbox."""
        return aws_environment(self.endpoint)

    def __enter__(self) -> Self:
        command = [str(LIFT), "sandbox", "--port", str(self._port)]
        environment = aws_environment("") | {"PYTHONUNBUFFERED": "1"}
        self._process = start(command, environment=environment, stdout=self._log)
        try:
            self.endpoint = self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def log(self) -> str:
        """Everything that the sandbox has printed."""
        size = os.fstat(self._log.fileno()).st_size
        return os.pread(self._log.fileno(), size, 0).decode(errors="replace")

    def _wait(self) -> str:
        assert self._process is not None
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if found := READY.search(self.log()):
                return found[0]
            if self._process.poll() is not None:
                raise LiftError("the sandbox did not start", details=self.log())
            time.sleep(0.05)
        raise LiftError(f"the sandbox said nothing in {STARTS_WITHIN:g} s", details=self.log())

    def _stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise LiftError("the sandbox did not stop", details=self.log()) from None
        finally:
            self._log.close()
