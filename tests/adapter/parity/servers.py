"""The real servers, each a process on a socket that this one has opened.

The socket listens before the server runs, so that the first connection waits in the kernel's queue
rather than this process for luck.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20.0


@contextmanager
def gunicorn(module: str) -> Iterator[str]:
    # It leaves its listening sockets to the interpreter's end.
    warnings = ["-W", "ignore::ResourceWarning"]
    options = ["--bind", "fd://{fd}", "--no-control-socket"]
    with serving([*warnings, "-m", "gunicorn", *options, f"{module}:application"]) as host:
        yield host


@contextmanager
def uvicorn(module: str) -> Iterator[str]:
    options = ["--fd", "{fd}", "--lifespan", "on", "--no-access-log"]
    with serving(["-m", "uvicorn", *options, f"{module}:application"]) as host:
        yield host


@contextmanager
def serving(arguments: list[str]) -> Iterator[str]:
    """Run Python with ``arguments``; gives "127.0.0.1:PORT". Warnings are errors there too."""
    with socket.create_server(("127.0.0.1", 0)) as listener, TemporaryFile("w+") as log:
        number = listener.fileno()
        command = [sys.executable, "-W", "error"]
        command += [argument.format(fd=number) for argument in arguments]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[number], stderr=log)
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.terminate()
            process.wait(SECONDS)
        log.seek(0)
        said = log.read()
    assert "Warning" not in said, said
