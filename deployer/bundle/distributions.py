"""The distributions that are installed in a folder, as their ``.dist-info`` describes them.

Reads only metadata and sizes; nothing is imported.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from . import listing
from .requirements import normal


@dataclass(frozen=True)
class Distribution:
    """One installed distribution.

    ``name`` is normalised, ``files`` are its paths in the folder (with "/"), ``requires`` the lines
    of its ``Requires-Dist``, ``plugins`` the modules of its entry points by their group.
    """

    name: str
    version: str
    files: tuple[str, ...]
    requires: tuple[str, ...]
    plugins: Mapping[str, tuple[str, ...]]


def find(tree: Path) -> tuple[Distribution, ...]:
    """The distributions in ``tree``, sorted by name."""
    found = (_read(each) for each in metadata.distributions(path=[str(tree)]))
    return tuple(sorted(found, key=lambda each: each.name))


def owners(installed: Iterable[Distribution]) -> dict[str, str]:
    """For each file the name of the distribution that it belongs to."""
    return {file: each.name for each in installed for file in each.files}


def sizes(tree: Path) -> Counter[str]:
    """Bytes by distribution, its bytecode with it."""
    owner = owners(find(tree))
    found: Counter[str] = Counter()
    for path in listing.files(tree):
        found[owner.get(source(path), "")] += (tree / path).stat().st_size
    return found


def source(path: str) -> str:
    """The module that ``path`` is the bytecode of; itself if it is none."""
    folder, cached, name = path.rpartition("__pycache__/")
    return f"{folder}{name.partition('.')[0]}.py" if cached else path


def _read(found: metadata.Distribution) -> Distribution:
    plugins: dict[str, tuple[str, ...]] = {}
    for point in found.entry_points:
        module = point.value.partition(":")[0].strip()
        plugins[point.group] = (*plugins.get(point.group, ()), module)
    return Distribution(
        name=normal(found.metadata["Name"]),
        version=found.version,
        files=tuple(_files(found.read_text("RECORD") or "")),
        requires=tuple(found.requires or ()),
        plugins=plugins,
    )


def _files(record: str) -> Iterator[str]:
    return (row[0] for row in csv.reader(record.splitlines()) if row)
