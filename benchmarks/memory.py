"""What a million warm invocations leave in memory: ``make bench-memory``.

The process's resident memory after the first tenth, when all caches are full, and at the end. Ends
with 1 if it grew by more than 1 MB.
"""

from __future__ import annotations

import os
import platform
import sys
from itertools import islice
from pathlib import Path

from tests.adapter.warm import invocations

MILLION = 1_000_000
ALLOWED = 1.0  # MB


def resident() -> float:
    """MB of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    served = invocations()
    early = next(islice(served, count // 10 - 1, None))
    before = resident()
    end = next(islice(served, count - early - 1, None))
    grown = resident() - before
    print(f"Python {platform.python_version()}")
    print(f"after {early:9,} invocations {before:8.2f} MB")
    print(f"after {end:9,} invocations {before + grown:8.2f} MB, {grown:+.2f}")
    sys.exit(grown > ALLOWED)


if __name__ == "__main__":
    main()
