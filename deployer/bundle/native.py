"""The native files of a bundle: which of its entries are ELF files, and what each of them is.

Reads the first bytes of every file that is not plainly something else; judges nothing. What was
found among the dependencies is remembered beside them, since they do not change.
"""

import csv
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import elf
from .archive import Entry
from .elf import Elf

# Most files of most bundles: not even opened.
_OTHERS = (
    *(".py", ".pyc", ".pyi", ".txt", ".json", ".html", ".css", ".js", ".map", ".md", ".rst"),
    *(".po", ".mo", ".xml", ".yaml", ".yml", ".toml", ".csv", ".png", ".jpg", ".gif", ".svg"),
)


@dataclass(frozen=True)
class Native:
    """One ELF file: its path in the zip, and the package that it came with ("numpy 2.1.0").

    ``package`` is empty for the project's own files.
    """

    path: str
    package: str
    elf: Elf


def find(entries: Iterable[Entry]) -> list[Native]:
    """The native files among ``entries``."""
    listed = list(entries)
    found = {}
    for entry in listed:
        if isinstance(entry.content, Path) and not entry.path.endswith(_OTHERS):
            read = elf.read(entry.content)
            if read:
                found[entry.path] = read
    owners = _owners(listed) if found else {}
    return [Native(path, owners.get(path, ""), read) for path, read in found.items()]


def remembered(file: Path, entries: Iterable[Entry]) -> list[Native]:
    """The same, read from ``file`` if that is there, else found and written to it.

    ``entries`` are not looked at in the first case.
    """
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return [Native(each["path"], each["package"], _elf(**each["elf"])) for each in kept]
    except (OSError, ValueError, TypeError):  # not there, half-written, another lift's
        found = find(entries)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        beside.write_text(json.dumps([asdict(native) for native in found]), encoding="utf-8")
        beside.replace(file)
        return found


def _elf(
    *, needed: list[str], glibc: list[int], rpath: list[str], runpath: list[str], **others: Any
) -> Elf:
    """JSON knows no tuples."""
    return Elf(
        needed=tuple(needed),
        glibc=(glibc[0], glibc[1]),
        rpath=tuple(rpath),
        runpath=tuple(runpath),
        **others,
    )


def _owners(entries: Iterable[Entry]) -> dict[str, str]:
    """The package of each file that the RECORD of one lists."""
    owners: dict[str, str] = {}
    for entry in entries:
        folder, _, name = entry.path.rpartition("/")
        if name == "RECORD" and folder.endswith(".dist-info"):
            root, slash, info = folder.rpartition("/")
            package = info.removesuffix(".dist-info").replace("-", " ", 1)
            rows = csv.reader(entry.read().decode("utf-8", "replace").splitlines())
            owners |= {root + slash + row[0]: package for row in rows if row}
    return owners
