"""A folder of installed packages, and what the rules ask of a file beyond its name."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import tests

# A translation lies below the name of its language; Babel has a file for each locale.
_LANGUAGE = re.compile(r"(?:^|/)([a-z]{2,3})(?:[_@-]\w+)*(?:\.dat$|/LC_MESSAGES/)")
_INHERITS = {"nb": "no", "nn": "no"}  # in CLDR, beside what the name itself says


@dataclass(frozen=True)
class Contents:
    """The ``paths`` below ``root``.

    ``wanted`` are packages of tests that the application mentions, ``locales`` the languages to
    keep (none: all).
    """

    root: Path
    paths: tuple[str, ...]
    locales: tuple[str, ...] = ()
    wanted: frozenset[str] = frozenset()

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def _idle(self) -> frozenset[str]:
        return tests.without_use(self.root, self.paths, self.wanted)

    @cached_property
    def _languages(self) -> frozenset[str]:
        """English, which everything falls back to, and what was asked for."""
        asked = {re.split(r"[_-]", each.lower())[0] for each in self.locales}
        return frozenset({"en", *asked, *(_INHERITS[each] for each in asked & _INHERITS.keys())})

    def idle_test(self, path: str) -> bool:
        """Whether it lies in a folder of tests that nothing outside mentions."""
        return tests.folder_of(path, self._idle) is not None

    def compiled_catalog(self, path: str) -> bool:
        """Whether a translation's source has its .mo beside it; others are read themselves."""
        return path.endswith(".pot") or path.removesuffix("po") + "mo" in self._files

    def other_language(self, path: str) -> bool:
        """Whether a translation is into none of the languages to keep."""
        found = _LANGUAGE.search(path) if self.locales else None
        return found is not None and found[1] not in self._languages

    def unread_stub(self, path: str) -> bool:
        """Whether the module of a stub leaves it alone, unlike those of lazy_loader's users."""
        module = path.removesuffix("i")
        if module not in self._files:
            return True
        source = (self.root / module).read_bytes()
        return b"attach_stub" not in source and b".pyi" not in source

    def unread_document(self, path: str) -> bool:
        """Whether no module beside a readme speaks of it: some show it, or make it their own."""
        folder, _, name = path.rpartition("/")
        beside = (each for each in self.paths if each.rpartition("/")[0] == folder)
        modules = [self.root / each for each in beside if each.endswith(".py")]
        return not any(name.encode() in module.read_bytes() for module in modules)
