"""What functions print, in CloudWatch Logs with Lambda's own lines around it.

One log stream an execution environment. ``Output`` reads the process's pipe, ``LogStream`` writes
to the log group (made anew by a new environment if it is gone, as on Lambda). A closed stream
writes nothing: what is said for a deleted function must not bring its log group back.
"""

import os
import select
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO

from .function import Function

_TAIL = 4096  # bytes of log that LogType=Tail hands back


class LogStream:
    """A stream named like Lambda's: ``2026/11/21/[$LATEST]0123456789abcdef…``."""

    def __init__(self, function: Function, unique: str) -> None:
        from moto.logs.models import logs_backends

        day = time.strftime("%Y/%m/%d", time.gmtime())
        self.name = f"{day}/[{function.version}]{unique}"
        self._group = function.log_group
        self._backend = logs_backends[function.account][function.region]
        self._lock = threading.Lock()
        self._kept: list[str] = []
        self._closed = False
        self._backend.ensure_log_group(self._group)
        self._backend.create_log_stream(self._group, self.name)

    def write(self, lines: Sequence[str]) -> None:
        """Each line becomes a log event, at this moment."""
        now = int(time.time() * 1000)
        with self._lock:
            self._kept += lines
            if not self._closed and lines:
                self._put([{"timestamp": now, "message": line} for line in lines])

    def take_tail(self) -> str:
        """The last 4 KB written since the last call."""
        with self._lock:
            text = "".join(line if line.endswith("\n") else line + "\n" for line in self._kept)
            self._kept.clear()
        return text.encode()[-_TAIL:].decode("utf-8", "ignore")

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def _put(self, events: list[dict[str, object]]) -> None:
        from moto.logs.exceptions import ResourceNotFoundException

        try:
            self._backend.put_log_events(self._group, self.name, events)
        except ResourceNotFoundException:
            self._closed = True  # somebody deleted the group; a later environment makes it anew


class Output:
    """Reads what a process prints and hands it on in lines."""

    def __init__(self, pipe: IO[bytes], write: Callable[[Sequence[str]], None]) -> None:
        self._pipe = pipe
        self._write = write
        self._lock = threading.Lock()
        self._rest = b""
        os.set_blocking(pipe.fileno(), False)
        threading.Thread(target=self._follow, name="output", daemon=True).start()

    def drain(self) -> None:
        """Hand on all that was printed until now, an unfinished last line included.

        The runtime client answers after the handler printed, so what the handler printed is in
        the pipe by then.
        """
        with self._lock:
            self._read()
            self._hand_on_lines()
            if self._rest:
                self._hand_on([self._rest])
                self._rest = b""

    def _follow(self) -> None:
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        while True:
            poll.poll()
            with self._lock:
                open_still = self._read()
                self._hand_on_lines()
                if not open_still:
                    self._pipe.close()
                    return

    def _read(self) -> bool:
        """Read without waiting; False when the other end is closed."""
        while not self._pipe.closed:
            try:
                chunk = os.read(self._pipe.fileno(), 65536)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            self._rest += chunk
        return False

    def _hand_on_lines(self) -> None:
        *lines, self._rest = self._rest.split(b"\n")
        self._hand_on([line + b"\n" for line in lines])

    def _hand_on(self, lines: Sequence[bytes]) -> None:
        # The runtime client writes a traceback as one line with carriage returns inside.
        self._write([line.decode("utf-8", "replace").replace("\r", "\n") for line in lines])
