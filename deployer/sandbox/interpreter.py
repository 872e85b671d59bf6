"""Which Python runs a function, and AWS's runtime client installed for it.

A function runs on the interpreter of its runtime when the machine has it, else on lift's own. Each
gets a virtual environment of its own in lift's cache with what the Lambda runtime brings along
(awslambdaric and boto3): nothing of the developer's packages is importable. It starts no function.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from ..cache import cache_dir
from ..errors import CommandFailed, SandboxError
from ..interpreter import find
from ..run import run, uv

_BROUGHT_ALONG = ("awslambdaric>=4,<5", "boto3>=1.40,<2")


@dataclass(frozen=True)
class Interpreter:
    """A Python with the runtime client: ``python`` is its path, ``version`` as "3.13"."""

    python: Path
    version: str


class Interpreters:
    """Finds and equips each version once."""

    def __init__(self) -> None:
        self._known: dict[str, Interpreter] = {}
        self._lock = threading.Lock()

    def get(self, version: str) -> Interpreter:
        """The interpreter for ``version``, or lift's own (of another version) if there is none.

        Raises ``SandboxError`` when the runtime client cannot be installed.
        """
        with self._lock:  # the first requests of a page come side by side
            if version not in self._known:
                base = find(version)
                own = f"{sys.version_info.major}.{sys.version_info.minor}"
                python = _equipped(base or Path(sys.executable))
                self._known[version] = Interpreter(python, version if base else own)
            return self._known[version]


def _equipped(base: Path) -> Path:
    """The Python of a virtual environment over ``base`` that has the runtime client."""
    name = hashlib.sha256("\n".join((str(base), *_BROUGHT_ALONG)).encode()).hexdigest()[:16]
    folder = cache_dir("runtimes") / name
    python = folder / "bin" / "python"
    if not python.exists():
        shutil.rmtree(folder, ignore_errors=True)  # its base may have been removed
        _install(base, folder)
    return python


def _install(base: Path, folder: Path) -> None:
    """Build beside and rename: a run that was interrupted leaves nothing half done behind."""
    building = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        run([uv(), "venv", "--quiet", "--no-project", "--python", base, building])
        run(
            [
                uv(),
                "pip",
                "install",
                "--quiet",
                "--python",
                building / "bin/python",
                *_BROUGHT_ALONG,
            ]
        )
        with contextlib.suppress(OSError):  # another sandbox was faster
            building.rename(folder)
    except CommandFailed as error:
        raise SandboxError(
            f"the Lambda runtime client could not be installed for {base}",
            hint="the first use of each Python needs the package index",
            details=error.details,
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
