"""Where lift keeps what it can make again: ``$LIFT_CACHE_DIR``, else the user's cache folder."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .ui import Ui


def cache_dir(*parts: str) -> Path:
    """The folder ``parts`` below lift's cache, created."""
    folder = _root().joinpath(*parts)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def settle(made: Path, place: Path) -> None:
    """Move the folder ``made`` to its ``place``, where another run may have been faster."""
    try:
        made.rename(place)
    except OSError:
        if not place.is_dir():
            raise


@contextmanager
def locked(kind: str, name: str, ui: Ui) -> Iterator[None]:
    """One process, and one thread of it, at a time makes the ``name`` of ``kind``.

    Look again inside whether another has made it. The lock goes with the process that holds it.
    """
    with (cache_dir("locks") / f"{kind}-{name}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            ui.step(f"waiting for another lift that makes the same {kind}, usually under a minute")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _root() -> Path:
    if chosen := os.environ.get("LIFT_CACHE_DIR"):
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path("~/Library/Caches/lift").expanduser()
    # XDG Base Directory Specification: relative paths are to be ignored.
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else Path("~/.cache").expanduser()) / "lift"
