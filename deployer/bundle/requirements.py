"""Requirements files, as far as lift reads them itself: where packages lie, and their hashes.

https://pip.pypa.io/en/stable/reference/requirements-file-format/
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from .pin import Pin

_PYPI = "pypi.org"
_INDEX = re.compile(r"(-i|--index-url|--extra-index-url|-f|--find-links|--no-index)\b")
_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")


def lines(files: Iterable[Path]) -> Iterator[str]:
    """The lines of requirements ``files`` and of those they include, continued ones joined."""
    for file in files:
        if file.suffix == ".toml" or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        for line in re.sub(r"\\\r?\n", " ", text).splitlines():
            if included := _INCLUDE.match(line):
                yield from lines([file.parent / included[1]])
            else:
                yield line.strip()


def index_options(files: Iterable[Path], pins: Iterable[Pin]) -> tuple[str, ...]:
    """The lines that say where packages are: those of ``files``, and the indexes of ``pins``."""
    named = [line for line in lines(files) if _INDEX.match(line)]
    indexes = {pin.index for pin in pins if pin.index and urlsplit(pin.index).hostname != _PYPI}
    return (*named, *(f"--extra-index-url {index}" for index in sorted(indexes)))


def hashes(files: Iterable[Path]) -> dict[str, set[str]]:
    """For each package that is named with hashes, its SHA-256s."""
    found: dict[str, set[str]] = {}
    for line in lines(files):
        name = re.match(r"[A-Za-z0-9][\w.-]*", line)
        if name and (given := re.findall(r"--hash=sha256:([0-9a-fA-F]{64})", line)):
            found.setdefault(normal(name[0]), set()).update(value.lower() for value in given)
    return found


def normal(name: str) -> str:
    """A distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()
