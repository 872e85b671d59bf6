"""The project's own files: which of them go into the bundle.

Walks the folder of the settings, once, in order. Reads names, links and the first bytes of
databases, never the files themselves.
"""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from ..application import Application
from ..errors import BundleError
from ..settings.stage import Stage
from ..ui import Ui
from .archive import Entry
from .patterns import Patterns

_DATABASES = (".db", ".db3", ".sqlite", ".sqlite3")
_SQLITE = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html
_RESERVED = ("lift", "lift.py", "lift_handler.py")


def find(stage: Stage, ui: Ui, *, leave_out: Collection[Path] = ()) -> list[Entry]:
    """The files of the project, in order, each with its path in the zip.

    ``leave_out`` names files and folders that are known not to belong in (where the bundle itself
    is written to). Raises ``BundleError`` for a link that leaves the project or leads nowhere.
    """
    walk = _walk(stage, leave_out)
    entries = list(walk.all())
    if walk.databases:
        ui.note(
            f"left out: {', '.join(walk.databases)} (a database cannot be written on Lambda; to "
            f'ship one for reading: "exclude": ["!/{walk.databases[0]}"])'
        )
    return entries


def files(stage: Stage) -> dict[str, Path]:
    """The project's files by their paths in the zip, for those who read them."""
    found = _walk(stage, ()).all()
    return {entry.path: entry.content for entry in found if isinstance(entry.content, Path)}


def check(entries: Collection[Entry], application: Application, root: Path) -> None:
    """Raise ``BundleError`` when ``entries`` lack the application or take the place of lift's."""
    paths = {entry.path for entry in entries}
    file = application.file.relative_to(root).as_posix()
    if file not in paths:
        raise BundleError(
            f"the application's file {file} is left out of the bundle",
            hint="see exclude in the settings, and what lift leaves out by itself",
        )
    _refuse_reserved(paths, application.import_root)


def _refuse_reserved(paths: Collection[str], import_root: str) -> None:
    prefixes = {"", f"{import_root}/" if import_root else ""}
    for path in sorted(paths):
        for name in (f"{prefix}{name}" for prefix in prefixes for name in _RESERVED):
            if path == name or path.startswith(f"{name}/"):
                raise BundleError(
                    f"the project has a top-level {name} of its own, which would take the place "
                    "of lift's on Lambda",
                    hint="rename it, or leave it out with exclude in the settings",
                )


def _walk(stage: Stage, leave_out: Collection[Path]) -> "_Walk":
    hidden = {path.resolve() for path in (*leave_out, stage.settings_file)}
    return _Walk(stage.root.resolve(), Patterns(stage.exclude), hidden)


class _Walk:
    def __init__(self, root: Path, patterns: Patterns, hidden: Collection[Path]) -> None:
        self._root = root
        self._patterns = patterns
        self._hidden = hidden
        self.databases: list[str] = []

    def all(self) -> Iterator[Entry]:
        return self.folder(self._root, "", (self._root,))

    def folder(self, folder: Path, path: str, above: tuple[Path, ...]) -> Iterator[Entry]:
        """The files below ``folder``; ``above`` holds the folders we are in, links resolved."""
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            inside = f"{path}{entry.name}"
            if entry.is_symlink():
                yield from self._link(Path(entry.path), inside, above)
            elif entry.is_dir():
                yield from self._below(Path(entry.path), inside, above)
            elif entry.is_file():
                yield from self._file(Path(entry.path), inside)

    def _below(self, folder: Path, path: str, above: tuple[Path, ...]) -> Iterator[Entry]:
        if self._patterns.leave_out(path, folder=True) or folder in self._hidden:
            return
        if (folder / "pyvenv.cfg").exists():
            return  # a virtual environment, whatever it is called
        yield from self.folder(folder, f"{path}/", (*above, folder))

    def _file(self, file: Path, path: str) -> Iterator[Entry]:
        if file in self._hidden or self._patterns.never(path):
            return
        if _is_sqlite(file) and not self._patterns.decided(path):
            self.databases.append(path)
            return
        if self._patterns.leave_out(path):
            return
        if not os.access(file, os.R_OK):
            raise BundleError(f"cannot read {path}", hint=_exclude(path))
        if not path.isprintable() or not _is_utf8(path):
            raise BundleError(f"the name of {path!r} is not one for a zip", hint="rename it")
        yield Entry(path, file, executable=bool(file.stat().st_mode & stat.S_IXUSR))

    def _link(self, link: Path, path: str, above: tuple[Path, ...]) -> Iterator[Entry]:
        """A link counts as what it leads to, under its own name.

        So it can bring in what is usually left out (a package of node_modules), never a secret.
        """
        if self._patterns.leave_out(path) or self._patterns.leave_out(path, folder=True):
            return
        target = link.resolve()
        if not target.exists():
            raise BundleError(f"the link {path} leads nowhere", hint=_exclude(path))
        if not target.is_relative_to(self._root):
            raise BundleError(f"the link {path} leaves the project: {target}", hint=_exclude(path))
        if target in above:
            raise BundleError(f"the link {path} leads back into itself", hint=_exclude(path))
        original = target.relative_to(self._root).as_posix()
        if self._patterns.never(original, folder=target.is_dir()):
            return
        if target.is_dir():
            yield from self._below(target, path, above)
        else:
            yield from self._file(target, path)


def _exclude(path: str) -> str:
    return f'leave it out with "exclude": ["/{path}"] in the settings'


def _is_utf8(path: str) -> bool:
    try:
        return bool(path.encode())
    except UnicodeEncodeError:  # bytes in the name that are no UTF-8 (PEP 383)
        return False


def _is_sqlite(file: Path) -> bool:
    if file.suffix not in _DATABASES:
        return False
    with file.open("rb") as opened:
        return opened.read(len(_SQLITE)) == _SQLITE
