"""Requirements files, as far as lift reads them itself: where packages lie, and their hashes.

https://pip.pypa.io/en/stable/reference/requirements-file-format/
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_INDEX = re.compile(r"(-i|--index-url|--extra-index-url|-f|--find-links|--no-index)\b")
OURSELVES = "lift-lambda"
_INCLUDED = re.compile(r"^\s*(?:-r|--requirement|-c|--constraint)[ =]*(\S+)", re.MULTILINE)
_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")


def lines(files: Iterable[Path]) -> Iterator[str]:
    """The lines of requirements ``files`` and of those they include, continued ones joined."""
    for file in files:
        if file.suffix in (".toml", ".lock") or not file.is_file():
            continue
        for line in re.sub(r"\\\r?\n", " ", _text(file)).splitlines():
            if included := _INCLUDE.match(line):
                yield from lines([file.parent / included[1]])
            else:
                yield line.strip()


def included(files: Iterable[Path]) -> Iterator[Path]:
    """``files`` and those on this machine that they include, constraints too."""
    for file in files:
        yield file
        for name in _INCLUDED.findall(_text(file)):
            yield from included(path for path in [file.parent / name] if path.is_file())


def index_lines(files: Iterable[Path]) -> list[str]:
    """The lines of ``files`` that say where packages are."""
    return [line for line in lines(files) if _INDEX.match(line)]


def hashes(lines: Iterable[str]) -> dict[str, set[str]]:
    """For each package that ``lines`` name with hashes, its SHA-256s."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if given := re.findall(r"--hash=sha256:([0-9a-fA-F]{64})", line):
            found.setdefault(name(line), set()).update(value.lower() for value in given)
    return found


def name(line: str) -> str:
    """The package that a requirement is for, as indexes spell it; "" where it names none."""
    found = re.match(r"[A-Za-z0-9][\w.-]*", line)
    return normal(found[0]) if found else ""


def normal(name: str) -> str:
    """A distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
