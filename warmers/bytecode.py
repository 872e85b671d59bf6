"""Import a bundle's modules out of one file of bytecode, in place of thousands in ``__pycache__``.

On Lambda each small file costs more than its bytes: finding and reading a module takes a dozen
system calls, here none. The file, an archive, lies in a folder of ``sys.path`` and knows the
folders below it: their modules by name, with the bytecode of each. Sources and data stay where they
are, so that tracebacks, ``inspect``, ``pkgutil``, ``importlib.resources`` and ``__file__`` find
them.

It is only a finder for each of those folders, made by a hook of ``sys.path_hooks``: the search
along the path, its order and namespace packages are left to Python, as is what the archive does
not have. ``lift.deployer.bundle.one_file`` writes it. The bundle has this module as
``lift_bytecode`` beside the handler, where it is found at once; it imports nothing of lift.
"""

import os
import sys
from importlib import import_module
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
    SourcelessFileLoader,
)
from importlib.util import MAGIC_NUMBER, spec_from_file_location
from marshal import loads
from mmap import ACCESS_READ, MADV_WILLNEED, mmap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType

# importlib's own: a marshalled module keeps the path that it was given at first.
_fix_path = import_module("_imp")._fix_co_filename

NAME = "lift_bytecode"
CODE = "lift_code.bytecode"
DEPENDENCIES = "lift_dependencies.bytecode"
ARCHIVES = (CODE, DEPENDENCIES)  # the project's files come before a dependency's
LENGTH = 4  # bytes of the index's length, little-endian, after the magic number
_LOADERS = (
    (ExtensionFileLoader, EXTENSION_SUFFIXES),
    (SourceFileLoader, SOURCE_SUFFIXES),
    (SourcelessFileLoader, BYTECODE_SUFFIXES),
)

# What an archive knows of a folder: where the bytecode of a module begins, or how the file of an
# extension module goes on after its name.
Modules = dict[str, int | str]


class Loader(SourceFileLoader):
    """Loads a module from its source as anybody does, but has its bytecode."""

    def __init__(self, fullname: str, path: str, bytecode: memoryview) -> None:
        super().__init__(fullname, path)
        self._bytecode = bytecode

    def get_code(self, fullname: str) -> "CodeType":
        code: CodeType = loads(self._bytecode)  # noqa: S302  (the bundle's own)
        # It was compiled for /var/task or /opt/python, which the sandbox has elsewhere.
        _fix_path(code, self.get_filename(fullname))
        return code


class Archive:
    """One file of bytecode: what ``lift.deployer.bundle.one_file`` wrote to ``path``.

    Raises OSError when it is not there, ImportError when it is for another Python.
    """

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        mapped.madvise(MADV_WILLNEED)  # read ahead what is not in memory yet
        content = memoryview(mapped)
        magic = len(MAGIC_NUMBER)
        if content[:magic] != MAGIC_NUMBER:
            raise ImportError("the bytecode is another Python's", path=path)
        start = magic + LENGTH
        end = start + int.from_bytes(content[magic:start], "little")
        self.folders: dict[str, Modules] = loads(content[start:end])  # noqa: S302  (as above)
        self._bytecode = content[end:]

    def find(self, fullname: str, name: str, folder: str, inside: str) -> ModuleSpec | None:
        """The module ``name`` in ``folder``, which is ``inside`` for the archive."""
        package = self.folders.get(f"{inside}{name}/")
        if package is not None and (start := package.get("__init__")) is not None:
            home = f"{folder}/{name}"
            return self._spec(fullname, f"{home}/__init__", start, [home])
        modules = self.folders.get(inside)
        if modules is not None and (start := modules.get(name)) is not None:
            return self._spec(fullname, f"{folder}/{name}", start, None)
        return None

    def _spec(
        self, fullname: str, stem: str, start: int | str, locations: list[str] | None
    ) -> ModuleSpec | None:
        loader: Loader | ExtensionFileLoader
        if isinstance(start, int):
            path = f"{stem}.py"
            loader = Loader(fullname, path, self._bytecode[start:])
        else:
            path = f"{stem}{start}"
            loader = ExtensionFileLoader(fullname, path)
        return spec_from_file_location(
            fullname, path, loader=loader, submodule_search_locations=locations
        )


class Root:
    """A folder of ``sys.path`` and its archives, the first before the next: a path hook."""

    def __init__(self, path: str, archives: "list[Archive]") -> None:
        self.path = f"{path}/"
        self.archives = archives

    def __call__(self, path: str) -> "Folder":
        """The finder for ``path``. Raises ImportError when no archive knows that folder."""
        below = f"{path}/"
        inside = below[len(self.path) :]
        if not below.startswith(self.path) or not self._know(inside):
            raise ImportError(path)
        return Folder(path, inside, self.archives)

    def _know(self, inside: str) -> bool:
        return any(inside in archive.folders for archive in self.archives)


class Folder(FileFinder):
    """Finds the modules in one folder: those that the archives know without looking."""

    def __init__(self, path: str, inside: str, archives: "list[Archive]") -> None:
        super().__init__(path, *_LOADERS)
        self._inside = inside
        self._archives = archives
        self._names: frozenset[str] | None = None

    def find_spec(self, fullname: str, target: "ModuleType | None" = None) -> ModuleSpec | None:
        name = fullname.rpartition(".")[2]
        for archive in self._archives:
            if found := archive.find(fullname, name, self.path, self._inside):
                return found
        return super().find_spec(fullname, target) if self._may_have(name) else None

    def _may_have(self, name: str) -> bool:
        """Whether there is a file or folder of that name. The folder is listed once: it cannot
        change while the function runs."""
        if self._names is None:
            try:
                files = os.listdir(self.path)
            except OSError:
                files = []
            self._names = frozenset(file.partition(".")[0] for file in files)
        return name in self._names

    def invalidate_caches(self) -> None:
        self._names = None
        super().invalidate_caches()


def install() -> None:
    """Let modules be imported from the archives in the folders of ``sys.path``.

    Does nothing where Python is told to use other bytecode (PYTHONOPTIMIZE).
    """
    if sys.flags.optimize:
        return
    for folder in dict.fromkeys(sys.path):
        archives = []
        for name in ARCHIVES:
            try:
                archives.append(Archive(f"{folder}/{name}"))
            except (OSError, ImportError):  # not there, or another Python's
                continue
        if archives:
            _hook(Root(folder, archives))


def _hook(root: Root) -> None:
    sys.path_hooks.insert(0, root)
    for path in list(sys.path_importer_cache):
        if f"{path}/".startswith(root.path):
            del sys.path_importer_cache[path]
