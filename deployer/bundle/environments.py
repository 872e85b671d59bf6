"""Which interpreter on this machine can run the project itself, for work before packaging.

Yields them best first: the runtime's Python with the very packages that go up, where this machine
can load them; then what has other versions, perhaps: the project's own environment, the active one,
lift's own, and one that uv makes from the requirements. That one is kept in the cache, and made
only when the others lack something.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import interpreter, run
from ..cache import cache_dir
from ..errors import BundleError, CommandFailed
from ..settings.stage import Stage
from ..ui import Ui
from . import requirements, resolve
from .dependencies import Dependencies
from .target import Target


@dataclass(frozen=True)
class Environment:
    """An interpreter, and the folder of the packages that it shall take before its own."""

    python: Path
    packages: Path | None = None


def candidates(stage: Stage, needed: Dependencies | None, ui: Ui) -> Iterator[Environment]:
    """The environments to try, each once; ``needed`` is what goes up."""
    same = interpreter.find(stage.python)
    if needed and same and _loads(needed.target):
        yield Environment(same, needed.tree(ui))
    own = [stage.root / ".venv", stage.root / "venv"]
    active = os.environ.get("VIRTUAL_ENV")
    folders = [*own, *([Path(active)] if active else [])]
    tried = [folder / "bin" / "python" for folder in folders]
    for python in dict.fromkeys([*tried, Path(sys.executable)]):
        if python.exists():
            yield Environment(python)
    if files := requirements.find(stage):
        ui.step("making an environment from the requirements, for this machine")
        yield Environment(_made(stage, files))


def _loads(target: Target) -> bool:
    """Whether wheels for ``target`` are wheels for this machine."""
    return sys.platform == "linux" and platform.machine() == target.machine


def _made(stage: Stage, files: tuple[Path, ...]) -> Path:
    """An environment in uv's hands: what is there already is not installed again."""
    base = interpreter.find(stage.python) or Path(sys.executable)
    key = hashlib.sha256(f"{stage.root.resolve()} {base}".encode()).hexdigest()[:16]
    folder = cache_dir("environments") / key
    python = folder / "bin" / "python"
    command = [run.uv(), "pip", "install", "--python", str(python), "--quiet"]
    for file in files:
        command += ["--requirements", str(file)]
    try:
        with resolve.excludes() as ours:
            if not python.exists():
                run.run(
                    [run.uv(), "venv", "--clear", "--quiet", "--python", base, folder],
                    environment=resolve.environment(),
                )
            run.run([*command, *ours], cwd=stage.root, environment=resolve.environment())
    except CommandFailed as error:
        raise BundleError(
            "the requirements cannot be installed on this machine: "
            + resolve.one_line(error.details),
            hint="run lift in an environment that has them",
        ) from None
    return python
