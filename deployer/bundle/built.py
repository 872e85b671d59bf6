"""Wheels of packages that come as sources: each is built once, and kept in the cache.

    sources -> nothing to compile in them -> built here, if the wheel is one for every machine
            -> else in the runtime's build image, with Docker, all in one container

A wheel is kept under a hash of what it was built from, for what, and how.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import interpreter, run
from ..cache import cache_dir, locked, settle
from ..errors import BundleError, CommandFailed, NoWheel
from ..settings.docker import Docker
from ..ui import Ui
from . import docker as container
from . import source_tree, uv
from .pin import Pin
from .secret import without_password
from .target import Target

_FORMAT = 1
_COMPILED = {
    *(".c", ".cc", ".cpp", ".cxx", ".cu", ".f", ".f90", ".go", ".pyx", ".rs", ".s"),
    *("cargo.toml", "cmakelists.txt", "meson.build"),
}


@dataclass(frozen=True)
class Built:
    """A wheel, and the libraries of the system that it is linked to and that Lambda lacks."""

    wheel: Path
    libraries: tuple[Path, ...]


class Builder:
    """Builds for one target, in one way; see ``docker.Way``."""

    def __init__(
        self, docker: Docker, target: Target, root: Path, indexes: Sequence[str] = ()
    ) -> None:
        self._way = container.Way(docker, target, root, tuple(indexes))

    def key(self, pin: Pin) -> str:
        """What the wheel of ``pin`` depends on, as hexadecimal digits."""
        docker, target = self._way.docker, self._way.target
        where = [target.python, target.machine, *target.glibc]
        how = [docker.mode == "always", self._way.image, *docker.packages]
        environment = dict(sorted(docker.environment.items()))
        made_from = json.dumps([_FORMAT, pin.identity, where, how, environment])
        return hashlib.sha256(made_from.encode()).hexdigest()

    def wheels(self, pins: Sequence[Pin], ui: Ui) -> dict[Pin, Built]:
        """The wheel of each of ``pins``, built if it is not kept yet.

        Raises ``NoWheel`` when Docker is needed and not wanted, ``BundleError`` when it is not
        there or a package does not build.
        """
        kept = {pin: cache_dir("wheels") / self.key(pin) for pin in pins}
        if not all(folder.is_dir() for folder in kept.values()):
            with locked("wheels", "builds", ui):
                self._make(kept, ui)
        for folder_in_use in kept.values():
            os.utime(folder_in_use)
        return {pin: _built(folder) for pin, folder in kept.items()}

    def _make(self, kept: Mapping[Pin, Path], ui: Ui) -> None:
        missing = [pin for pin, folder in kept.items() if not folder.is_dir()]
        with tempfile.TemporaryDirectory(dir=cache_dir("wheels")) as folder:
            self._build(missing, Path(folder), ui)
            for pin in missing:
                settle(Path(folder, pin.name, "result"), kept[pin])

    def _build(self, pins: Iterable[Pin], folder: Path, ui: Ui) -> None:
        jobs = []
        for pin in pins:
            result = folder / pin.name / "result"
            result.mkdir(parents=True)
            source = source_tree.lay_out(pin, folder / pin.name)
            job = container.Job(f"{pin.name} {pin.version}".strip(), source, result)
            if self._way.docker.mode == "always" or not self._built_here(job, ui):
                jobs.append(job)
        if jobs and self._way.docker.mode == "never":
            raise _unwanted(jobs, self._way.target)
        if jobs:
            container.build(jobs, self._way, ui)

    def _built_here(self, job: container.Job, ui: Ui) -> bool:
        """Build ``job`` on this machine; False when it takes a compiler, or turns out to be bound
        to this machine."""
        if any(_compiled(file) for file in job.source.rglob("*")):
            return False
        ui.step(f"building {job.name}")
        python = interpreter.find(self._way.target.python) or sys.executable
        command = [run.uv(), "build", "--wheel", "--python", str(python)]
        command += ["--out-dir", str(job.result), str(job.source)]
        try:
            run.run(command, cwd=self._way.root, environment=uv.environment(self._way.indexes))
        except CommandFailed as error:
            shown = without_password(error.details)
            raise BundleError(f"{job.name} cannot be built", details=shown) from None
        (job.result / ".gitignore").unlink(missing_ok=True)  # uv leaves one
        wheel = next(job.result.glob("*.whl"))
        if wheel.name.endswith("-none-any.whl"):
            return True
        wheel.unlink()
        return False


def _compiled(file: Path) -> bool:
    """Whether it is one that a compiler reads, or its recipe."""
    return file.suffix.lower() in _COMPILED or file.name.lower() in _COMPILED


def _unwanted(jobs: Sequence[container.Job], target: Target) -> NoWheel:
    names = ", ".join(job.name for job in jobs)
    return NoWheel(
        packages=[job.name.partition(" ")[0] for job in jobs],
        message=f"there is no wheel of {names} for {target}, and the settings say not to build "
        "with Docker",
        hint='let lift build it ("docker": "auto"), or use a version or a package with a wheel '
        "(many have a -binary twin)",
    )


def _built(folder: Path) -> Built:
    return Built(next(folder.glob("*.whl")), tuple(sorted(folder.glob("lib/*"))))
