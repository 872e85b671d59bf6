"""What the dynamic loader finds on Lambda: for each native file of a bundle, its libraries.

Follows ld.so(8): the folders of DT_RPATH, also of those that led to the file, LD_LIBRARY_PATH (as
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html has it), DT_RUNPATH, the
system's. And what is loaded is not looked for again: a library counts as found where its own
package has it, since packages load theirs by path before they import, or where another module
brings it into the process (torchvision's are linked to torch's). Judges nothing.
"""

import posixpath
from collections.abc import Iterable, Sequence

from . import system_libraries
from .native import Native
from .target import Target

# /var/task and /var/task/lib of the code, /opt/lib of a layer, as they are called in the zips.
_LIBRARY_PATH = ("", "lib")
_UNPACKED = ("/var/task", "/opt")


class Loader:
    """Has loaded ``modules`` and what they are linked to, of the ``files`` of a bundle.

    ``library_path`` is the function's own LD_LIBRARY_PATH, empty when it sets none.
    """

    def __init__(
        self,
        files: Iterable[Native],
        modules: Iterable[Native],
        target: Target,
        library_path: str = "",
    ) -> None:
        self._machine = target.machine
        self._system = system_libraries.of(target)
        self._library_path = (*_LIBRARY_PATH, *_folders(library_path.split(":"), ""))
        self._at: dict[str, Native] = {}
        self._named: dict[str, list[Native]] = {}
        for file in files:
            if file.elf.machine == self._machine:  # others are passed over
                self._at[file.path] = file
            for name in {posixpath.basename(file.path), file.elf.soname} - {""}:
                self._named.setdefault(name, []).append(file)
        self._found: dict[Native, set[str]] = {}
        self._load(modules)

    @property
    def loaded(self) -> frozenset[Native]:
        """The modules, and the libraries that come with them."""
        return frozenset(self._found)

    def missing(self, file: Native) -> list[str]:
        """The names of the libraries that ``file``, loaded or a program, needs and does not get."""
        found = self._found.get(file) or self._libraries(file, ()).keys()
        return [
            name
            for name in file.elf.needed
            if name not in found and self._found.keys().isdisjoint(self.elsewhere(name))
        ]

    def elsewhere(self, name: str) -> Sequence[Native]:
        """The files of the bundle that are the library ``name``, wherever they lie."""
        return self._named.get(name, ())

    def _load(self, modules: Iterable[Native]) -> None:
        """What is found by any of the ways to a file is found: which is first is not known."""
        seen: set[tuple[Native, tuple[str, ...]]] = set()
        waiting: list[tuple[Native, tuple[str, ...]]] = [(module, ()) for module in modules]
        while waiting:
            file, inherited = step = waiting.pop()
            if step not in seen:
                seen.add(step)
                libraries = self._libraries(file, inherited)
                self._found.setdefault(file, set()).update(libraries)
                handed_on = _rpath(file, inherited)
                waiting += [(library, handed_on) for library in libraries.values() if library]

    def _libraries(self, file: Native, inherited: tuple[str, ...]) -> dict[str, Native | None]:
        """Those that are found by name; None for one of the system's."""
        if file.elf.runpath:
            folders = [*self._library_path, *_folders(file.elf.runpath, file.path)]
        else:
            folders = [*_rpath(file, inherited), *self._library_path]
        found: dict[str, Native | None] = {}
        for name in file.elf.needed:
            if library := self._searched(name, folders):
                found[name] = library
            elif name in self._system:
                found[name] = None
            elif own := self._of_package(name, file.package):
                found[name] = own
        return found

    def _searched(self, name: str, folders: Iterable[str]) -> Native | None:
        paths = (posixpath.join(folder, name) for folder in folders)
        return next((self._at[path] for path in paths if path in self._at), None)

    def _of_package(self, name: str, package: str) -> Native | None:
        """The library of the package's own; one for this machine goes first."""
        own = (file for file in self.elsewhere(name) if file.package == package)
        return min(own, key=lambda file: file.elf.machine != self._machine, default=None)


def _rpath(file: Native, inherited: Iterable[str]) -> tuple[str, ...]:
    """The folders of DT_RPATH, which DT_RUNPATH puts out of force, and ``inherited``."""
    own = () if file.elf.runpath else _folders(file.elf.rpath, file.path)
    return tuple(dict.fromkeys([*own, *inherited]))


def _folders(places: Iterable[str], path: str) -> list[str]:
    """The ``places`` that lie in the bundle, as folders of the zips; ``path`` is the file's."""
    origin = posixpath.join("/", posixpath.dirname(path))
    named = (place.replace("${ORIGIN}", "$ORIGIN") for place in places)
    folders = []
    for place in named:
        if place.startswith("$ORIGIN"):
            folders.append(posixpath.normpath(place.replace("$ORIGIN", origin, 1)))
        else:
            folders += [
                place.removeprefix(root)
                for root in _UNPACKED
                if place == root or place.startswith(f"{root}/")
            ]
    return [folder.strip("/") for folder in folders]
