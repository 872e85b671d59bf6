"""The process of this execution environment: how old it is. Standard library only."""

from __future__ import annotations

import os


def age() -> float:
    """Seconds since this process began, by Linux's /proc/self/stat: field 22, in clock ticks.

    0 where that does not exist: what depends on it is about Lambda's own limits.
    """
    import time

    try:
        with open("/proc/self/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began
    except (AttributeError, IndexError, OSError, ValueError):
        return 0.0
