"""The sandbox's folders: code and layers unpacked as on Lambda, and one writable folder a function.

What is unpacked belongs to nobody and may be written by nobody, and its modes are what Lambda makes
of the zip: a file that "others" may not read in the zip cannot be read there either.
https://docs.aws.amazon.com/lambda/latest/dg/python-package.html (permissions)
"""

import contextlib
import hashlib
import io
import os
import shutil
import stat
import tempfile
import threading
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ..errors import SandboxError
from .function import Archive, Function

_NOBODY = 65534
_UNIX = 3  # ZipInfo.create_system: only there external_attr holds a mode


class Workspace:
    """A temporary folder from construction to ``close``."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="lift-sandbox-"))
        self._lock = threading.Lock()

    def task(self, function: Function) -> Path:
        """The function's /var/task."""
        return self._unpacked("task", [function.code])

    def opt(self, function: Function) -> Path:
        """The function's /opt: its layers over each other, the last on top."""
        return self._unpacked("opt", function.layers)

    def shared(self, function: Function) -> Path:
        """The one folder that all environments of the function may write to."""
        name = hashlib.sha256(function.arn.encode()).hexdigest()[:16]
        folder = self.root / "tmp" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def close(self) -> None:
        """Remove everything."""
        if os.geteuid() != 0:
            for folder, _, _ in os.walk(self.root):
                Path(folder).chmod(0o700)  # a folder that is not writable keeps its files
        shutil.rmtree(self.root, ignore_errors=True)

    def _unpacked(self, kind: str, archives: Iterable[Archive]) -> Path:
        archives = list(archives)
        digest = hashlib.sha256("\n".join(each.digest for each in archives).encode())
        folder = self.root / kind / digest.hexdigest()[:16]
        with self._lock:
            if not folder.exists():
                folder.mkdir(parents=True)
                try:
                    _fill(folder, archives)
                except zipfile.BadZipFile as error:
                    shutil.rmtree(folder)
                    raise SandboxError(f"the uploaded zip cannot be unpacked: {error}") from None
        return folder


def _fill(folder: Path, archives: Iterable[Archive]) -> None:
    modes: dict[Path, int] = {}
    for archive in archives:
        modes |= _unpack(archive.content, folder)
    _apply(modes)
    _seal(folder)


def _unpack(content: bytes, folder: Path) -> dict[Path, int]:
    """Write the files, dated as in the zip, and tell their modes there (0: it says nothing).

    The modes wait: a later layer must be able to write over an earlier one.
    """
    modes = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            path = Path(archive.extract(info, folder))
            if not info.is_dir():
                moment = datetime(*info.date_time, tzinfo=UTC).timestamp()
                os.utime(path, (moment, moment))
                modes[path] = info.external_attr >> 16 if info.create_system == _UNIX else 0
    return modes


def _apply(modes: dict[Path, int]) -> None:
    for path, mode in modes.items():
        if stat.S_ISLNK(mode):
            target = path.read_text()
            path.unlink()
            path.symlink_to(target)
        else:
            path.chmod(_for_others(mode))


def _for_others(mode: int) -> int:
    """What the zip grants to others, for all; 0444 where the zip says nothing."""
    return (mode & 0o5) * 0o111 if mode else 0o444


def _seal(folder: Path) -> None:
    """Take the right to write away, deepest folders first."""
    for here, _, files in os.walk(folder, topdown=False):
        for path in (*(Path(here) / name for name in files), Path(here)):
            if os.geteuid() == 0:
                with contextlib.suppress(OSError):  # a container may not let root give files away
                    os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
        Path(here).chmod(0o555)
