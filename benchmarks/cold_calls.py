"""What a cold start asks of the operating system, as strace counts it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)
_OPENS = ("open", "openat")
_STATS = ("stat", "lstat", "newfstatat", "fstat", "statx", "access", "readlink")
_READS = ("read", "pread64", "getdents64")


@dataclass(frozen=True)
class Calls:
    """Of one start: all calls, those that open a file, look at one and read, and how many of all
    found nothing under the name."""

    all: int
    opens: int
    stats: int
    reads: int
    missing: int


def tracer(log: Path) -> tuple[str, ...]:
    """What the start has to run under to leave its calls in ``log``."""
    return ("strace", "-f", "-qq", "-o", str(log))


def counted(log: Path) -> Calls:
    text = log.read_text(errors="replace")
    names = Counter(_CALL.findall(text))

    def among(chosen: tuple[str, ...]) -> int:
        return sum(names[name] for name in chosen)

    return Calls(
        all=names.total(),
        opens=among(_OPENS),
        stats=among(_STATS),
        reads=among(_READS),
        missing=text.count("= -1 ENOENT"),
    )
