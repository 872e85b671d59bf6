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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import interpreter, run
from ..cache import cache_dir, locked
from ..errors import BundleError, CommandFailed
from ..settings.stage import Stage
from ..ui import Ui
from . import indexes, inputs, locks, uv
from .dependencies import Dependencies
from .inputs import Inputs
from .resolve import asked_of_uv, resolve
from .target import Target, for_stage


@dataclass(frozen=True)
class Environment:
    """An interpreter, and the folder of the packages that it shall take before its own.

    ``libraries`` is the folder with what those are linked to, where they bring such.
    """

    python: Path
    packages: Path | None = None
    libraries: Path | None = None

    def variables(self, import_root: Path) -> dict[str, str]:
        """The variables by which it finds the project's modules in ``import_root``, and these."""
        modules = (import_root, self.packages)
        found = {"PYTHONPATH": os.pathsep.join(map(str, filter(None, modules)))}
        if self.libraries:
            before = os.environ.get("LD_LIBRARY_PATH")
            libraries = filter(None, (str(self.libraries), before))
            found["LD_LIBRARY_PATH"] = os.pathsep.join(libraries)
        return found


def candidates(stage: Stage, needed: Dependencies | None, ui: Ui) -> Iterator[Environment]:
    """The environments to try, each once; ``needed`` is what goes up."""
    same = interpreter.find(stage.python)
    if needed and same and loads(needed.target):
        tree, linked = needed.tree(ui), needed.libraries
        yield Environment(same, tree, linked[0].parent if linked else None)
    own = [stage.root / ".venv", stage.root / "venv"]
    active = os.environ.get("VIRTUAL_ENV")
    folders = [*own, *([Path(active)] if active else [])]
    tried = [folder / "bin" / "python" for folder in folders]
    for python in dict.fromkeys([*tried, Path(sys.executable)]):
        if python.exists():
            yield Environment(python)
    if named := inputs.find(stage):
        ui.step(f"making an environment from {named}, for this machine")
        yield Environment(_made(stage, named, ui))


def loads(target: Target) -> bool:
    """Whether wheels for ``target`` are wheels for this machine."""
    return sys.platform == "linux" and platform.machine() == target.machine


def _made(stage: Stage, named: Inputs, ui: Ui) -> Path:
    """An environment in uv's hands: what is there already is not installed again."""
    base = interpreter.find(stage.python) or Path(sys.executable)
    key = hashlib.sha256(f"{stage.root.resolve()} {base}".encode()).hexdigest()[:16]
    folder = cache_dir("environments") / key
    python = folder / "bin" / "python"
    command = [run.uv(), "pip", "install", "--python", str(python), "--quiet"]
    try:
        with (
            uv.excludes() as ours,
            _requirements(stage, named, ui) as wanted,
            locked("environments", key, ui),
        ):
            if not python.exists():
                run.run(
                    [run.uv(), "venv", "--clear", "--quiet", "--python", base, folder],
                    environment=uv.environment(),
                )
            run.run([*command, *wanted, *ours], cwd=stage.root, environment=uv.environment())
    except CommandFailed as error:
        raise BundleError(
            "the requirements cannot be installed on this machine: " + uv.one_line(error.details),
            hint="run lift in an environment that has them",
        ) from None
    return python


@contextmanager
def _requirements(stage: Stage, named: Inputs, ui: Ui) -> Iterator[list[str]]:
    """What to install, as arguments of ``uv pip install``: of a lock the versions that go up."""
    lines = locks.as_requirements(named)
    if named.lock:
        pins = resolve(named, for_stage(stage), ui)
        exactly = (pin.line if pin.url else f"{pin.name}=={pin.version}" for pin in pins)
        lines = [*indexes.lines(named, pins), *exactly]
    with asked_of_uv(named, lines, before="--requirements") as arguments:
        yield arguments
