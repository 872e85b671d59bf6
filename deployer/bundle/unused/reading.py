"""The mentions of modules, where those of installed ones are read once and remembered."""

import json
import os
from dataclasses import astuple
from pathlib import Path
from typing import Any

from .. import mentions
from ..mentions import Mentions
from .modules import Module


class Reading:
    """Remembers in ``file``, which belongs to one folder of packages that never changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = _load(file)
        self._news = False

    def __call__(self, module: Module) -> Mentions:
        """What ``module`` mentions."""
        if module.distribution and (known := self._known.get(module.name)):
            return known
        found = mentions.read(module.file.read_bytes(), module.package)
        if module.distribution:
            self._known[module.name] = found
            self._news = True
        return found

    def save(self) -> None:
        if self._news:
            beside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
            known = {name: _plain(found) for name, found in self._known.items()}
            beside.write_text(json.dumps(known), encoding="utf-8")
            beside.replace(self._file)


def _plain(found: Mentions) -> list[Any]:
    *names, dynamic, opaque = astuple(found)
    return [*map(sorted, names), dynamic, opaque]


def _load(file: Path) -> dict[str, Mentions]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: _mentions(*parts) for name, parts in known.items()}


def _mentions(
    imports: list[str], loads: list[str], strings: list[str], dynamic: list[int], opaque: bool
) -> Mentions:
    names = (frozenset(imports), frozenset(loads), frozenset(strings))
    return Mentions(*names, dynamic=tuple(dynamic), opaque=opaque)
