"""An interpreter of a given minor version on this machine: lift's own, pyenv's, the path's, uv's.

``find`` never downloads one, ``obtain`` has uv do that.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from . import run
from .errors import LiftError

_ASK = """\
import sys
print(sys.implementation.name, "%d.%d" % sys.version_info[:2], sys.version_info.releaselevel)
"""


def find(python: str) -> Path | None:
    """The first final release of CPython ``python`` ("3.12") that starts, None if there is none."""
    return next((path for path in _candidates(python) if _is(path, python)), None)


def obtain(python: str) -> Path | None:
    """The same; where there is none, uv's, downloaded.

    None where uv may not (``UV_PYTHON_DOWNLOADS``), cannot (no network), or has none.
    """
    if found := find(python):
        return found
    command = [run.uv(), "python", "install", "--no-bin", "--quiet", python]
    without_patience = run.clean_environment(UV_HTTP_RETRIES="0")
    done = run.run(command, environment=without_patience, check=False)
    return find(python) if done.returncode == 0 else None


def _candidates(python: str) -> Iterator[Path]:
    if python == "{}.{}".format(*sys.version_info):
        yield Path(sys.executable)
    # Before the path, where pyenv has shims that are slow, and fail for versions not switched on.
    pyenv = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()
    yield from sorted(pyenv.glob(f"versions/{python}.*/bin/python"), reverse=True)
    if on_path := shutil.which(f"python{python}"):
        yield Path(on_path)
    yield from _uv(python)


def _uv(python: str) -> Iterator[Path]:
    command = [run.uv(), "python", "find", "--no-project", "--no-python-downloads", python]
    found = run.run(command, check=False)
    if found.returncode == 0:
        yield Path(found.stdout.strip())


def _is(path: Path, python: str) -> bool:
    try:
        answer = run.run([path, "-S", "-c", _ASK], check=False, timeout=20).stdout
    except (LiftError, OSError):
        return False
    return answer.split() == ["cpython", python, "final"]
