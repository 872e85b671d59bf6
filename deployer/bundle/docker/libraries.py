"""The system's libraries that a built package is linked to, and that Lambda does not have.

Looked up as the loader of the container does it, in its cache; libraries that those need follow.
"""

import re
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from .. import elf, system_libraries
from ..elf import Elf
from ..target import Target
from .engine import Container

_CACHED = re.compile(r"^\s*(\S+) \(libc6,(?:x86-64|AArch64)[^)]*\) => (\S+)$", re.MULTILINE)


def bring(built: Path, folder: Path, target: Target, container: Container) -> None:
    """Copy into ``folder`` what the native files below ``built`` need and Lambda lacks.

    A library that the container does not have either is left to the check of the whole bundle.
    """
    found = {
        file.name: read for file in built.rglob("*") if file.is_file() and (read := elf.read(file))
    }
    there = system_libraries.of(target) | found.keys()
    places = dict(_CACHED.findall(container.run(["sh", "-c", "PATH=$PATH:/sbin ldconfig -p"])))
    waiting = _missing(found.values(), there)
    while waiting:
        name = waiting.pop()
        if name in places and not (folder / name).exists():
            _copy(name, places[name], folder, container)
            read = elf.read(folder / name)
            waiting |= _missing([read] if read else [], there)


def _missing(files: Iterable[Elf], there: Collection[str]) -> set[str]:
    return {name for file in files for name in file.needed if name not in there}


def _copy(name: str, place: str, folder: Path, container: Container) -> None:
    """Copy the file behind ``place``, a link to a name with the whole version, as ``name``."""
    real = container.run(["readlink", "-f", place]).strip()
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        container.get(real, Path(beside))
        copied = Path(beside, Path(real).name)
        copied.chmod(0o755)
        copied.rename(folder / name)
