"""The modules of a bundle by their names, and what a dotted name leads to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_PATH = re.compile(r"(?P<name>[A-Za-z_]\w*(/[A-Za-z_]\w*)*)(?P<suffix>\.py|(\.[\w-]+)?\.so)")
# No part of what a package does on Lambda, so taking in a whole package leaves them aside.
_ASIDE = frozenset({"__main__", "conftest", "pytest_plugin", "shell", "test", "testing", "tests"})


@dataclass(frozen=True)
class Module:
    """One module; ``distribution`` is "" where it is the project's own."""

    name: str
    file: Path
    distribution: str
    is_package: bool

    @property
    def compiled(self) -> bool:
        return self.file.suffix == ".so"

    @property
    def package(self) -> str:
        """What its relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]

    @property
    def aside(self) -> bool:
        return not _ASIDE.isdisjoint(self.name.split("."))


def at(path: str, file: Path, distribution: str = "") -> Module | None:
    """The module that ``path`` makes in a folder on ``sys.path``; None if it makes none."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    name = found["name"].replace("/", ".")
    whole = name.removesuffix(".__init__")
    return Module(whole, file, distribution, is_package=whole != name)


@dataclass(frozen=True)
class Modules:
    """All modules of a bundle; of two with one name the later counts."""

    all: tuple[Module, ...]

    @cached_property
    def _by_name(self) -> dict[str, Module]:
        return {module.name: module for module in self.all}

    @cached_property
    def _by_top(self) -> dict[str, list[Module]]:
        return _grouped((module.top, module) for module in self.all)

    @cached_property
    def _by_distribution(self) -> dict[str, list[Module]]:
        return _grouped((module.distribution, module) for module in self.all)

    def led_to(self, name: str) -> Iterator[Module]:
        """What importing ``name`` runs: each package on the way, and the module itself.

        ``name`` may end in an attribute of a module.
        """
        parts = name.split(".")
        for depth in range(1, len(parts) + 1):
            if found := self._by_name.get(".".join(parts[:depth])):
                yield found

    def below(self, package: str) -> Iterator[Module]:
        """The modules in ``package`` that could do something on Lambda."""
        inside = f"{package}."
        for module in self._by_top.get(package.partition(".")[0], ()):
            if module.name.startswith(inside) and not module.aside:
                yield module

    def of(self, distribution: str) -> list[Module]:
        return self._by_distribution.get(distribution, [])

    def tops(self, distribution: str) -> set[str]:
        """The names by which a distribution is imported."""
        return {module.top for module in self.of(distribution)}


def _grouped(pairs: Iterable[tuple[str, Module]]) -> dict[str, list[Module]]:
    groups = defaultdict(list)
    for key, module in pairs:
        groups[key].append(module)
    return groups
