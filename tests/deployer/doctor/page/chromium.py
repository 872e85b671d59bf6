"""A headless Chromium that opens a page, presses keys, and says what it has.

It is spoken to in its own protocol (https://chromedevtools.github.io/devtools-protocol/) through a
pair of pipes, messages of JSON that end with a zero byte: no library is needed.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next(filter(None, map(shutil.which, _PROGRAMS)), None)
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
_AS_3_AND_4 = """
import os, sys
_, read, write, program, *options = sys.argv
os.dup2(int(read), 3)
os.dup2(int(write), 4)
os.execv(program, [program, *options])
"""
_CODES = {"Enter": 13, "Escape": 27, "Tab": 9}


class Chromium:
    """One tab of it; ``complaints`` are the errors and warnings of its console."""

    def __init__(self, commands: IO[bytes], answers: IO[bytes]) -> None:
        self._commands, self._answers = commands, answers
        self._count = 0
        self._session: dict[str, str] = {}
        self._events: list[str] = []
        self.complaints: list[str] = []
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=tab, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def open(self, page: Path, width: int = 1200, height: int = 900) -> None:
        """Load ``page`` in a window of this size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self._events.clear()
        self.call("Page.navigate", url=page.as_uri())
        while "Page.loadEventFired" not in self._events:
            self._hear()

    def value(self, expression: str) -> Any:
        """What a JavaScript ``expression`` is."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        """The keys that a person presses: "Tab", "ArrowDown", "Enter"."""
        for key in keys:
            named = {"key": key, "code": key, "windowsVirtualKeyCode": _CODES.get(key, 0)}
            for kind in ("rawKeyDown", "keyUp"):
                self.call("Input.dispatchKeyEvent", type=kind, **named)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a ``method`` of the protocol."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters, **self._session}
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._hear()).get("id") != self._count:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _hear(self) -> dict[str, Any]:
        """The next message: an answer, or an event that is kept."""
        heard = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "Chromium has ended"
            heard += byte
        message: dict[str, Any] = json.loads(heard)
        self._events.append(message.get("method", ""))
        if message.get("method") == "Log.entryAdded":
            self.complaints.append(message["params"]["entry"]["text"])
        if message.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(message["params"]["exceptionDetails"]["text"])
        return message


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """Started with ``folder`` for its own files, and ended."""
    assert PROGRAM
    theirs, commands = os.pipe()
    answers, ours = os.pipe()
    options = [*_OPTIONS, f"--user-data-dir={folder}", "--remote-debugging-pipe"]
    high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs, ours)]
    started = subprocess.Popen(
        [sys.executable, "-c", _AS_3_AND_4, *map(str, high), PROGRAM, *options],
        pass_fds=high,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (theirs, ours, *high):
        os.close(end)
    with started, os.fdopen(commands, "wb") as to_it, os.fdopen(answers, "rb") as from_it:
        try:
            yield Chromium(to_it, from_it)
        finally:
            started.kill()
