"""Strip shared libraries of the symbols that only a linker or a debugger reads.

Only where asked for: it saves some 6 %, and libraries that were patched after linking (as wheels
are) can come out with segments that no loader accepts. Those stay as they were.
"""

import shutil
import struct
from collections.abc import Iterable
from pathlib import Path

from ... import run
from ...errors import BundleError, CommandFailed
from ..target import Target

_MAGIC = b"\x7fELF"
_LOADED = 1  # PT_LOAD


def strip(root: Path, paths: Iterable[str], target: Target) -> dict[str, int]:
    """Strip the libraries among ``paths`` below ``root``: for each the bytes that it saved.

    Raises ``BundleError`` without a ``strip`` (binutils) for the target's processor.
    """
    program = _program(target)
    saved = {}
    for path in paths:
        file = root / path
        with file.open("rb") as opened:
            library = opened.read(4) == _MAGIC
        if library and (size := _strip(program, file)):
            saved[path] = size
    return saved


def _program(target: Target) -> str:
    name = f"{target.machine}-linux-gnu-strip"
    found = shutil.which(name) or shutil.which("llvm-strip")
    if found is None:
        raise BundleError(
            f"slim.strip needs {name}, and it is not on this machine",
            hint="install binutils for it (Debian: binutils-"
            f"{target.machine.replace('_', '-')}-linux-gnu) or llvm, or leave strip out",
        )
    return found


def _strip(program: str, file: Path) -> int:
    """The bytes saved; 0 where the library had to stay as it was."""
    beside = file.with_name(f".{file.name}.stripped")
    try:
        run.run([program, "--strip-unneeded", "-o", beside, file])
    except CommandFailed:
        beside.unlink(missing_ok=True)
        return 0
    saved = file.stat().st_size - beside.stat().st_size
    if saved <= 0 or not _loadable(beside.read_bytes()):
        beside.unlink()
        return 0
    beside.chmod(file.stat().st_mode)
    beside.replace(file)
    return saved


def _loadable(library: bytes) -> bool:
    """Whether each segment lies in the file as it will lie in memory, modulo its alignment.

    ELF-64, program header: https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html
    """
    (start,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    for index in range(count):
        kind, _, offset, address, _, _, _, align = struct.unpack_from(
            "<IIQQQQQQ", library, start + index * size
        )
        if kind == _LOADED and align > 1 and (address - offset) % align:
            return False
    return True
