"""A picture made of arithmetic, so that none has to be kept in the repository."""

import struct
import zlib


def png(width: int = 160, height: int = 120) -> bytes:
    """A PNG with a gradient from the sky to the sea; its bytes hold every value there is."""
    rows = b"".join(_row(y / height, width) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _row(y: float, width: int) -> bytes:
    colours = ((int(250 - 190 * y), int(150 + 40 * x), int(120 + 110 * y)) for x in _steps(width))
    return b"\0" + bytes(value for colour in colours for value in colour)


def _steps(count: int) -> list[float]:
    return [step / count for step in range(count)]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
