"""ELF files made on the spot: just what the loader reads, for any machine and C library."""

import struct
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

MACHINES = {"x86_64": 62, "aarch64": 183, "i386": 3}
_BASE = 0x10000  # where the file is loaded, so that addresses are no offsets


def shared_object(
    *,
    machine: str = "x86_64",
    needed: Sequence[str] = ("libc.so.6",),
    versions: Sequence[str] = ("GLIBC_2.2.5",),
    soname: str = "",
    rpath: str = "",
    runpath: str = "",
    symbols: Sequence[str] = (),
    interpreter: str = "",
    bits: int = 64,
) -> bytes:
    """A shared object that needs ``versions`` of libc.so.6's symbols."""
    texts = ["", *needed, *versions, soname, rpath, runpath, *symbols, "libc.so.6"]
    at = dict(zip(texts, accumulate((len(text) + 1 for text in texts), initial=0), strict=False))
    strings = b"".join(text.encode() + b"\0" for text in texts)
    loader = interpreter.encode() + b"\0"
    start = 64 + 3 * 56
    need_at = start + len(strings) + len(loader)
    need = struct.pack("<HHIII", 1, len(versions), at["libc.so.6"], 16, 0)
    for number, version in enumerate(versions):
        step = 16 if number < len(versions) - 1 else 0
        need += struct.pack("<IHHII", 0, 0, 2, at[version], step)
    tags = [*((1, at[name]) for name in needed), (5, _BASE + start), (10, len(strings))]
    named = {14: soname, 15: rpath, 29: runpath}
    tags += [(tag, at[text]) for tag, text in named.items() if text]
    tags += [(0x6FFFFFFE, _BASE + need_at), (0x6FFFFFFF, 1)] if versions else []
    dynamic = b"".join(struct.pack("<QQ", *tag) for tag in [*tags, (0, 0)])
    dynamic_at = need_at + len(need)
    size = dynamic_at + len(dynamic)
    headers = [(1, 0, size), (2, dynamic_at, len(dynamic))]
    headers += [(3, start + len(strings), len(loader))] if interpreter else []
    programs = b"".join(
        struct.pack("<IIQQQQQQ", kind, 4, where, _BASE + where, _BASE + where, length, length, 8)
        for kind, where, length in headers
    )
    ident = b"\x7fELF" + bytes([2 if bits == 64 else 1, 1, 1]) + bytes(9)
    fixed = (3, MACHINES[machine], 1, 0, 64, 0, 0, 64, 56, len(headers), 64, 0, 0)
    header = struct.pack("<16sHHIQQQIHHHHHH", ident, *fixed)
    return (header + programs).ljust(start, b"\0") + strings + loader + need + dynamic


def module(name: str, **options: Any) -> bytes:
    """An extension module of Python's."""
    return shared_object(symbols=[f"PyInit_{name}"], **options)
