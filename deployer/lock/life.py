"""A sign of life: a file that a process keeps locked until it ends, however it ends.

The kernel lets go of the lock with the process. Unlike a process id it means the same in every
container that sees the file, and is not given to another process later. One that this machine does
not have says nothing: then only the lease counts.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "lift-lock-"


@contextmanager
def sign() -> Iterator[str]:
    """The name of a sign that lasts for the block, or to the end of the process.

    The file stays until ``forget``.
    """
    descriptor, path = tempfile.mkstemp(prefix=_PREFIX)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield Path(path).name.removeprefix(_PREFIX)
    finally:
        os.close(descriptor)


def is_over(name: str) -> bool:
    """Whether the process whose sign of life this is ran on this machine and has ended."""
    try:
        descriptor = os.open(_path(name), os.O_RDONLY)
    except OSError:  # not here, or not ours to look at
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def forget(name: str) -> None:
    """Remove the file: nobody will ask any more."""
    with suppress(OSError):
        _path(name).unlink()


def _path(name: str) -> Path:
    return Path(tempfile.gettempdir(), _PREFIX + Path(name).name)
