"""Build wheels in a container of the runtime's build image.

    sources -> into the container, with what their build asks for -> wheel
            -> out again, with the libraries of the system that it is linked to

What a build asks for (PEP 518 and its backend's hook) is resolved and downloaded on this machine,
with uv's settings and credentials: none of them goes into a container. The container has the
engine's own network, for what a build fetches by itself.
"""

import json
import shutil
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import run
from ...errors import BundleError, CommandFailed
from ...settings.docker import Docker
from ...ui import Ui
from .. import scripts, uv
from ..secret import masked
from ..target import Target
from . import engine, inside, libraries
from .engine import Container

# Builds of AWS's own, with compilers: https://gallery.ecr.aws/sam
_IMAGE = "public.ecr.aws/sam/build-python{target.python}:latest-{target.architecture}"
SETTING = '{"docker": {"image": …}}'
_WITHOUT = (
    "a version or package with a wheel (many have a -binary twin), another runtime or "
    "architecture, or a wheel that you built, named by its path"
)
_WORK = "/lift"
_OUT = f"{_WORK}/out"
_ENVIRONMENT = f"{_WORK}/environment"
# What PEP 517 says of sources that say nothing.
_LEGACY = {"requires": ["setuptools>=40.8"], "build-backend": "setuptools.build_meta:__legacy__"}
_INSTALL = """\
for tool in dnf microdnf yum apt-get; do
    command -v $tool >/dev/null || continue
    [ $tool != apt-get ] || apt-get update >&2 || exit
    $tool install -y "$@" >&2
    exit
done
echo "the image has none of dnf, microdnf, yum and apt-get" >&2
exit 1
"""


@dataclass(frozen=True)
class Job:
    """One package to build: ``source`` is the folder with its sources, ``result`` gets the wheel.

    The libraries of the system that come along are put into ``result / "lib"``.
    """

    name: str
    source: Path
    result: Path


@dataclass(frozen=True)
class Way:
    """How packages are built: as the settings say, and for what.

    ``root`` is the project's folder with uv's settings, ``indexes`` are the lines of its
    requirements that say where packages are.
    """

    docker: Docker
    target: Target
    root: Path
    indexes: tuple[str, ...] = ()

    @property
    def image(self) -> str:
        """The image that packages are built in."""
        return self.docker.image or _IMAGE.format(target=self.target)


def build(jobs: Sequence[Job], way: Way, ui: Ui) -> None:
    """Build ``jobs`` one after the other in one container.

    Raises ``BundleError`` when there is no engine or no image, and, with the end of the log, for a
    package that does not build.
    """
    platform = engine.PLATFORMS[way.target.architecture]
    names = ", ".join(job.name for job in jobs)
    with engine.connect(f"{names} must be built for Lambda", _WITHOUT) as connected:
        connected.provide(way.image, platform, SETTING, ui)
        with connected.container(way.image, platform) as container:
            if way.docker.packages:
                _install_system(way.docker.packages, container, ui)
            for job in jobs:
                ui.step(f"building {job.name} in {way.image}")
                _Build(job, way, container).wheel()


def _install_system(packages: Sequence[str], container: Container, ui: Ui) -> None:
    ui.step(f"installing {', '.join(packages)} in the container")
    try:
        container.run(["sh", "-c", _INSTALL, "sh", *packages])
    except CommandFailed as error:
        raise BundleError(
            f"{', '.join(packages)} cannot be installed in the container",
            hint="the names are those of the image's own system: docker.packages in the settings",
            details=error.details,
        ) from None


class _Build:
    """The build of one package, in an environment of its own in the container."""

    def __init__(self, job: Job, way: Way, container: Container) -> None:
        self._job = job
        self._way = way
        self._target = way.target
        self._container = container
        self._system = _build_system(job.source)

    def wheel(self) -> None:
        self._prepare()
        self._require(self._system.get("requires", ()))
        self._require(self._hook("requires"))
        name = self._hook("wheel")
        self._container.get(f"{_OUT}/{name}", self._job.result)
        with tempfile.TemporaryDirectory() as folder:
            shutil.unpack_archive(self._job.result / name, folder, "zip")
            lib = self._job.result / "lib"
            libraries.bring(Path(folder), lib, self._target, self._container)

    def _prepare(self) -> None:
        execute = self._container.run
        execute(["rm", "-rf", _WORK])
        execute(["mkdir", "-p", _OUT])
        execute([f"python{self._target.python}", "-m", "venv", "--without-pip", _ENVIRONMENT])
        with self._container.put(_WORK) as archive:
            archive.add(self._job.source, "source", filter=engine.roots)
            archive.add(Path(inside.__file__).resolve(), "inside.py", filter=engine.roots)

    def _require(self, requirements: Sequence[str]) -> None:
        """Install ``requirements`` in the environment, from this machine."""
        if not requirements:
            return
        with tempfile.TemporaryDirectory() as folder, uv.listed(requirements) as listed:
            command = [run.uv(), "pip", "install", "--target", folder, "--quiet"]
            command += [*uv.options(self._target, self._target.wider), "--only-binary", ":all:"]
            try:
                run.run(
                    [*command, "--requirements", listed],
                    cwd=self._way.root,
                    environment=uv.environment(self._way.indexes),
                )
            except CommandFailed as error:
                reason = uv.explain(error, self._target).message
                raise BundleError(f"to build {self._job.name}: {reason}") from None
            scripts.start_anywhere(Path(folder))
            with self._container.put(_ENVIRONMENT) as archive:
                inside_it = f"lib/python{self._target.python}/site-packages"
                archive.add(folder, inside_it, filter=engine.roots)
                if Path(folder, "bin").is_dir():
                    archive.add(Path(folder, "bin"), "bin", filter=engine.roots)

    def _hook(self, hook: str) -> Any:
        answer = f"{_OUT}/answer.json"
        backend = self._system.get("build-backend", _LEGACY["build-backend"])
        command = [f"{_ENVIRONMENT}/bin/python", f"{_WORK}/inside.py", hook, f"{_WORK}/source"]
        command += [answer, backend, *self._system.get("backend-path", ())]
        try:
            self._container.run(command, environment=self._way.docker.environment)
        except CommandFailed as error:
            raise BundleError(
                f"{self._job.name} cannot be built for {self._target}",
                hint="what it needs of the system can be named in the settings: docker.packages",
                details=masked(error.details, self._way.docker.environment),
            ) from None
        return json.loads(self._container.run(["cat", answer]))


def _build_system(source: Path) -> dict[str, Any]:
    """PEP 518's table of the sources."""
    try:
        project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _LEGACY
    system: dict[str, Any] = project.get("build-system", _LEGACY)
    return system
