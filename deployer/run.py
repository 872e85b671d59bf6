"""The one place where lift starts other programs.

``run`` waits for the end, ``start`` gives a running process. Both take the whole command as a list
(there is never a shell) and a clean environment by default: what the developer set for their own
interpreter (``PYTHONPATH``, ``PIP_TARGET``, …) must not leak into a build for another machine.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .deadline import Deadline
from .errors import CommandFailed, LiftError

PIPE = subprocess.PIPE
_LEAKS = ("PYTHON", "PIP_", "VIRTUAL_ENV", "CONDA_", "__PYVENV")
_deadlines: list[Deadline] = []


@contextmanager
def within(deadline: Deadline) -> Iterator[None]:
    """No program that ``run`` starts goes on past ``deadline``, in whatever thread."""
    _deadlines.append(deadline)
    try:
        yield
    finally:
        _deadlines.remove(deadline)


@dataclass(frozen=True)
class Result:
    """A finished program: its command, exit code and output as text."""

    command: tuple[str, ...]
    returncode: int
    stdout: str
    stderr: str


def clean_environment(**extra: str) -> dict[str, str]:
    """The developer's environment without what steers Python and pip, with ``extra`` on top."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_LEAKS)}
    return kept | extra


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    check: bool = True,
    timeout: float | None = None,
) -> Result:
    """Run ``command`` to its end and return what it printed.

    Raises ``CommandFailed`` when the exit code is not 0 (unless ``check`` is false) or after
    ``timeout`` seconds, ``TimeUp`` at the end of a deadline that holds (``within``), and
    ``LiftError`` when there is no such program.
    """
    arguments = [str(part) for part in command]
    try:
        done = subprocess.run(
            arguments,
            cwd=cwd,
            env=clean_environment() if environment is None else dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_shortest(timeout),
            check=False,
        )
    except FileNotFoundError:
        raise LiftError(f"there is no program {arguments[0]!r} on this machine") from None
    except subprocess.TimeoutExpired:
        for deadline in _deadlines:
            deadline.check()
        raise CommandFailed(
            f"{arguments[0]} did not end within {timeout:g} s", returncode=-1
        ) from None
    result = Result(tuple(arguments), done.returncode, done.stdout, done.stderr)
    if check and result.returncode != 0:
        raise CommandFailed(
            f"{Path(arguments[0]).name} ended with exit code {result.returncode}",
            returncode=result.returncode,
            details=(result.stderr or result.stdout).strip()[-4000:],
        )
    return result


def _shortest(timeout: float | None) -> float | None:
    limits = [deadline.left() for deadline in _deadlines]
    return min([*limits, *([] if timeout is None else [timeout])], default=None)


def start(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str],
    stdout: IO[bytes] | int | None = subprocess.PIPE,
    stderr: IO[bytes] | int | None = subprocess.STDOUT,
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own, so that a Ctrl-C at the terminal is ours alone.

    ``user`` is the numeric id to run as, where the caller may choose one.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        start_new_session=True,
    )


def uv() -> str:
    """The path of the uv program that the ``cli`` extra installs."""
    from uv import find_uv_bin

    return str(find_uv_bin())
