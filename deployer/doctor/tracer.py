"""Runs inside the process of a traced cold start: writes down when each import began and ended.

    python tracer.py FILE MODULE [ARGUMENT…]     as python -m MODULE [ARGUMENT…]

It stands around the one function of the import system that every import of a module goes through,
be it a statement or ``importlib.import_module`` (which ``-X importtime`` does not see). An import
costs it about a microsecond; what was seen is written when the outermost import is over. A line of
FILE has tabs between begin and end (nanoseconds of the machine's monotonic clock), the thread, the
module, and its file if it has one; a line without a module is the tracer's own time. Standard
library only, and nothing of lift: this file is started by its path.
"""

import os
import runpy
import sys
import time
from _thread import get_ident
from collections.abc import Callable
from importlib import _bootstrap
from types import ModuleType

Find = Callable[[str, object], ModuleType]


def tracing(find_and_load: Find, file: int) -> Find:
    """``find_and_load`` that writes to ``file`` (a descriptor) what it was called for."""
    clock, loaded = time.monotonic_ns, sys.modules
    depth: dict[int, int] = {}
    seen: list[tuple[int, int, int, str]] = []

    def traced(name: str, import_: object) -> ModuleType:
        if name in loaded:
            return find_and_load(name, import_)
        thread = get_ident()
        outer = depth.get(thread, 0)
        depth[thread] = outer + 1
        begin = clock()
        try:
            return find_and_load(name, import_)
        finally:
            seen.append((begin, clock(), thread, name))
            depth[thread] = outer
            if not outer:
                write()

    def write() -> None:
        begin = clock()
        lines = []
        while seen:  # other threads go on meanwhile
            start, end, who, name = seen.pop()
            lines.append(f"{start}\t{end}\t{who}\t{name}\t{_file(name)}\n")
        os.write(file, "".join(lines).encode("utf-8", "replace"))
        os.write(file, f"{begin}\t{clock()}\t{get_ident()}\t\t\n".encode())

    return traced


def _file(name: str) -> str:
    """Where a module came from; it is not woken by the question if it is a lazy one."""
    module = sys.modules.get(name)
    if not isinstance(module, ModuleType):
        return ""
    return str(object.__getattribute__(module, "__dict__").get("__file__") or "")


def main() -> None:
    file = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    module, sys.argv[:3] = sys.argv[2], [sys.argv[2]]
    sys.path[0] = os.getcwd()  # as -m has it
    importing = vars(_bootstrap)
    importing["_find_and_load"] = tracing(importing["_find_and_load"], file)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
