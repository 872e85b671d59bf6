"""Compile bytecode with the Python of the runtime's build image, where this machine has none.

The sources go into a container, and only what was compiled comes out again.
"""

import tarfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePath, PurePosixPath

from ...errors import BundleError, CommandFailed
from ...ui import Ui
from .. import bytecode
from . import engine
from .build import SETTING, Way
from .engine import Container

_WORK = PurePosixPath("/lift")
_DOES_NOT_COMPILE = 1  # compileall's exit code
_REMOVE = """\
import pathlib, sys
for source in pathlib.Path(sys.argv[1]).rglob("*.py"):
    source.unlink()
"""


@dataclass(frozen=True)
class ContainerCompiler:
    """``python`` ("3.12") of ``image``, run on ``platform`` ("linux/arm64")."""

    python: str
    image: str
    platform: str
    ui: Ui = field(compare=False, repr=False)

    def compile(self, tree: Path, on_lambda: str) -> None:
        parts = bytecode.parts(tree)
        if not parts:
            return
        self.ui.step(f"compiling bytecode in {self.image}")
        there = _WORK / tree.name
        with _connect() as connected:
            connected.provide(self.image, self.platform, SETTING, self.ui)
            with connected.container(self.image, self.platform) as container:
                container.run(["mkdir", str(_WORK)])
                with container.put(str(_WORK)) as archive:
                    _put(parts, tree, there, archive)
                for number in range(len(parts)):
                    listed = _WORK / f"{number}.txt"
                    self._run(container, *bytecode.arguments(listed, there, on_lambda))
                self._run(container, "-c", _REMOVE, str(there))
                container.get(str(there), tree.parent)

    def _run(self, container: Container, *arguments: str) -> None:
        try:
            container.run([f"python{self.python}", *arguments], environment=bytecode.ENVIRONMENT)
        except CommandFailed as error:
            if error.returncode != _DOES_NOT_COMPILE:
                raise BundleError(
                    f"the bytecode cannot be compiled in {self.image}: {error.message}",
                    hint=f'name an image that has Python {self.python}, or set "bytecode": false',
                    details=error.details,
                ) from None


def compiler(way: Way, ui: Ui) -> ContainerCompiler:
    """The compiler for ``way``, pulled if it is not there.

    Bytecode is the same for every processor, so AWS's image is the one for the engine's own.
    Raises ``BundleError`` when there is no engine or no image.
    """
    with _connect() as connected:
        if not way.docker.image and (own := connected.architecture):
            way = replace(way, target=replace(way.target, architecture=own))
        platform = engine.PLATFORMS[way.target.architecture]
        connected.provide(way.image, platform, SETTING, ui)
    return ContainerCompiler(way.target.python, way.image, platform, ui)


def _connect() -> AbstractContextManager[engine.Engine]:
    return engine.connect("bytecode would be compiled in a container", '"bytecode": false')


def _put(
    parts: Sequence[Iterable[PurePath]], tree: Path, there: PurePosixPath, archive: tarfile.TarFile
) -> None:
    """Add the sources, which will lie at ``there``, and beside them each part's list of them."""
    for number, part in enumerate(parts):
        listed = bytecode.listing(part, there).encode()
        described = tarfile.TarInfo(f"{number}.txt")
        described.size = len(listed)
        archive.addfile(described, BytesIO(listed))
        for source in part:
            archive.add(tree / source, f"{there.name}/{source}", filter=engine.roots)
