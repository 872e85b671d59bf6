"""Where lift keeps what it can make again: ``$LIFT_CACHE_DIR``, else the user's cache folder."""

import os
import sys
from pathlib import Path


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


def _root() -> Path:
    if chosen := os.environ.get("LIFT_CACHE_DIR"):
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path("~/Library/Caches/lift").expanduser()
    # XDG Base Directory Specification: relative paths are to be ignored.
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else Path("~/.cache").expanduser()) / "lift"
