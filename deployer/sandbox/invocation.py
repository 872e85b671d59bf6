"""One invocation on its way through an execution environment, and how it ended."""

import json
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended.

    ``error`` is "" or what ``X-Amz-Function-Error`` says. ``milliseconds`` are the handler's own;
    ``cold`` tells whether the environment was started for it; ``log`` is what it wrote.
    """

    payload: bytes
    error: str = ""
    milliseconds: float = 0.0
    cold: bool = False
    log: str = ""
    version: str = "$LATEST"


class Invocation:
    """An event on its way to the runtime, and the place where the answer is awaited.

    ``arn`` is as it was invoked: with the alias or version, if one was named.
    """

    def __init__(self, request_id: str, event: bytes, arn: str, trace_id: str = "") -> None:
        self.request_id = request_id
        self.event = event
        self.arn = arn
        self.trace_id = trace_id
        self.deadline = 0.0  # seconds since 1970
        self.payload = b""
        self.error = ""
        self.finished_at = 0.0  # of time.perf_counter
        self._lock = threading.Lock()
        self._done = threading.Event()

    def finish(self, payload: bytes, error: str = "") -> bool:
        """Give the answer; the first one counts, and only that call returns True."""
        with self._lock:
            if self._done.is_set():
                return False
            self.payload, self.error = payload, error
            self.finished_at = time.perf_counter()
            self._done.set()
            return True

    def wait(self, seconds: float) -> bool:
        """Whether the answer came within ``seconds``."""
        return self._done.wait(seconds)


def failure(kind: str, text: str) -> bytes:
    """The payload that Lambda itself answers with when the runtime could not."""
    return json.dumps({"errorType": kind, "errorMessage": text}, separators=(",", ":")).encode()
