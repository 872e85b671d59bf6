"""Folders on a disk that nothing was read from yet, as in an execution environment's first second.

Each lies in an ext4 image of its own, mounted read-only and anew for each start: the machine knows
no file of it, nor what is in its folders, and reads the image from its disk. The interpreter and
its own modules stay in memory, as Lambda may have those of its runtimes. It needs root, loop
devices, and mkfs.ext4.
"""

from __future__ import annotations

import os
from pathlib import Path

from lift.deployer import run

BLOCK = 4096
SPARE = 16 * 1024 * 1024  # bytes, for what the file system itself needs


class ColdDisk:
    """The images and their mounts in ``scratch``, until ``close``."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch / "disks"
        self._images: dict[Path, Path] = {}

    def anew(self, folder: Path) -> Path:
        """Where the content of ``folder`` lies, mounted anew."""
        if folder in self._images:
            image = self._images[folder]
            _unmount(image)
        else:
            image = self._images[folder] = self._scratch / f"{len(self._images)}.ext4"
            _fill(image, folder)
        _forget(image)
        run.run(["mount", "-o", "loop,ro,noatime", image, _place(image)])
        return _place(image)

    def close(self) -> None:
        for image in self._images.values():
            _unmount(image)


def _place(image: Path) -> Path:
    return image.with_suffix("")


def _unmount(image: Path) -> None:
    run.run(["umount", _place(image)])


def _fill(image: Path, folder: Path) -> None:
    _place(image).mkdir(parents=True)
    sizes = [path.lstat().st_size for path in folder.rglob("*")]
    with image.open("wb") as file:
        file.truncate(SPARE + sum(size + BLOCK for size in sizes) * 5 // 4)
    room = ("-N", str(len(sizes) + 100), "-m", "0")
    run.run(["mkfs.ext4", "-q", "-O", "^has_journal", *room, "-d", folder, image])


def _forget(image: Path) -> None:
    """Take the image out of the machine's memory."""
    with image.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
