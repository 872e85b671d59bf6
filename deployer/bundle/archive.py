"""Zip files that are the same, byte for byte, whenever and wherever they are written.

Entries are sorted, dated by their content and readable for everybody (Lambda runs as a user that
does not own them). Written here rather than with ``zipfile`` because compressing takes most of the
time and zlib lets other threads run. It reads files and writes one; it never decides what goes in.
"""

import base64
import hashlib
import os
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..errors import TooLarge
from ..ui import Advance

_MOST = 65_535  # files; a zip without extensions counts them in 16 bits
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # MS-DOS knows none before it
_MOMENTS = 40 * 365 * 24 * 60 * 60 // 2  # 40 years, which are past, in MS-DOS's steps of 2 seconds
_LEVEL = 4  # 5 takes a third longer for two per cent, 6 twice as long for half a per cent more
_UTF8 = 0x0800
_MADE_BY = 3 << 8 | 20  # on Unix, so that the permissions count; version 2.0
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True)
class Entry:
    """One file of a zip: its path there (with "/"), and its content or where that lies.

    ``derived`` says that it follows from the others (bytecode), so it is no part of the digest.
    """

    path: str
    content: Path | bytes
    executable: bool = False
    derived: bool = False

    @property
    def mode(self) -> int:
        return stat.S_IFREG | (0o755 if self.executable else 0o644)

    @property
    def size(self) -> int:
        """Bytes, unzipped."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return self.content.stat().st_size

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


@dataclass(frozen=True)
class Archive:
    """A written zip. ``sha256`` is in base64, as Lambda's CodeSha256; sizes are in bytes.

    ``digest`` is hexadecimal and of what went in, so that it is the same although another patch
    release of Python compiled the bytecode or another zlib the zip.
    """

    path: Path
    size: int
    unzipped: int
    sha256: str
    digest: str


@dataclass(frozen=True)
class _Packed:
    name: bytes
    mode: int
    method: int
    crc: int
    size: int
    data: bytes
    line: str  # of the digest; empty when derived


def write(
    entries: Iterable[Entry], path: Path, *, salt: str = "", advance: Advance | None = None
) -> Archive:
    """Write ``entries`` to ``path``, which is complete or not there at all.

    ``salt`` goes into the digest: what else decides about the content. ``advance`` is told the
    bytes, unzipped, that are done.
    """
    ordered = sorted(entries, key=lambda entry: entry.path)
    if len(ordered) > _MOST:
        raise TooLarge(f"{path.name} would hold {len(ordered)} files, and a zip takes {_MOST}")
    digest = hashlib.sha256(f"{salt}\n".encode())
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            unzipped = 0
            checksum = hashlib.sha256()
            for chunk, packed in _chunks(ordered):
                file.write(chunk)
                checksum.update(chunk)
                if packed:
                    unzipped += packed.size
                    digest.update(packed.line.encode())
                    if advance:
                        advance(packed.size)
            size = file.tell()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sha256 = base64.b64encode(checksum.digest()).decode()
    return Archive(path, size, unzipped, sha256, digest.hexdigest())


def _chunks(entries: list[Entry]) -> Iterator[tuple[bytes, _Packed | None]]:
    """The zip's bytes in order, each with the file it belongs to."""
    directory = []
    offset = 0
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for packed in pool.map(_pack, entries):
            header = _local_header(packed)
            yield header, None
            yield packed.data, packed
            directory.append(_central_header(packed, offset))
            offset += len(header) + len(packed.data)
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C does not wait for the rest
    central = b"".join(directory)
    yield central, None
    yield _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(central), offset, 0), None


def _pack(entry: Entry) -> _Packed:
    content = entry.read()
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(content) + deflate.flush()
    method = zlib.DEFLATED
    if len(data) >= len(content):
        data, method = content, 0
    line = f"{entry.path}\0{entry.mode:o}\0{hashlib.sha256(content).hexdigest()}\n"
    return _Packed(
        name=entry.path.encode(),
        mode=entry.mode,
        method=method,
        crc=zlib.crc32(content),
        size=len(content),
        data=data,
        line="" if entry.derived else line,
    )


def _fields(packed: _Packed) -> tuple[int, int, int, int, int, int, int, int]:
    """The part that both headers share: flags, method, time, date, CRC, sizes, length of name."""
    flags = 0 if packed.name.isascii() else _UTF8
    sizes = (len(packed.data), packed.size)
    return flags, packed.method, *_date(packed.crc), packed.crc, *sizes, len(packed.name)


def date(crc: int) -> datetime:
    """When a file is from, which follows from its content (the CRC-32 of it).

    Static file servers make an ETag of date and size (Starlette, WhiteNoise): with one date for all
    files, an edit that keeps the size would leave browsers with what they have.
    """
    return _FIRST_DAY + timedelta(seconds=2 * (crc % _MOMENTS))


def _date(crc: int) -> tuple[int, int]:
    """The same as MS-DOS's time and date."""
    moment = date(crc)
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (moment.year - 1980) << 9 | moment.month << 5 | moment.day


def _local_header(packed: _Packed) -> bytes:
    return _LOCAL.pack(b"PK\3\4", 20, *_fields(packed), 0) + packed.name


def _central_header(packed: _Packed, offset: int) -> bytes:
    attributes = packed.mode << 16
    fixed = _CENTRAL.pack(b"PK\1\2", _MADE_BY, 20, *_fields(packed), 0, 0, 0, 0, attributes, offset)
    return fixed + packed.name
