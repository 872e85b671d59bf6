"""Compile a tree of sources for the target's Python: a cold start is three times as fast with it.

The sources stay. The files on Lambda cannot be written and have one date, so the bytecode is never
checked against its source (PEP 552, unchecked-hash); an interpreter of another version ignores it.
Paths inside are those on Lambda, so the result is the same in whatever folder it was made. Only
the target's own minor version can compile for it; compiler.py says where that is to be had.
"""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from .. import run

ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
_PROCESSES = 2


class Compiler(Protocol):
    """An interpreter of the target's minor version, wherever it is."""

    def compile(self, tree: Path, on_lambda: str) -> None:
        """Write ``__pycache__`` beside each source below ``tree``, which lies at ``on_lambda``
        there.

        A source that does not compile (a template, another version's syntax) is passed over: it
        would fail when it is imported, if it ever is.
        """


@dataclass(frozen=True)
class LocalCompiler:
    """An interpreter on this machine."""

    interpreter: Path

    def compile(self, tree: Path, on_lambda: str) -> None:
        with ThreadPoolExecutor(_PROCESSES) as pool:
            for done in [pool.submit(self._part, part, tree, on_lambda) for part in parts(tree)]:
                done.result()

    def _part(self, sources: Iterable[PurePath], tree: Path, on_lambda: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder, "sources.txt")
            listed.write_text(listing(sources, tree), encoding="utf-8")
            run.run(
                [self.interpreter, *arguments(listed, tree, on_lambda)],
                cwd=Path(folder),
                environment=run.clean_environment(**ENVIRONMENT),
                check=False,
            )


def parts(tree: Path) -> list[list[Path]]:
    """The sources below ``tree`` and relative to it, by the process that shall compile them.

    Each process gets the same files in the same order every time and everywhere: what the
    interpreter compiled before can show in the bytecode (bpo-34093).
    """
    sources = sorted(source.relative_to(tree) for source in tree.rglob("*.py"))
    return [part for first in range(_PROCESSES) if (part := sources[first::_PROCESSES])]


def listing(sources: Iterable[PurePath], tree: PurePath) -> str:
    """What the file has to hold that ``arguments`` names."""
    return "".join(f"{tree / source}\n" for source in sources)


def arguments(listed: PurePath, tree: PurePath, on_lambda: str) -> list[str]:
    """What the interpreter is started with to compile the sources that the file ``listed`` names.

    Its exit code is 1 when some of them do not compile.
    """
    return [
        *("-S", "-P", "-m", "compileall", "-qq", "-i", str(listed)),
        *("--invalidation-mode", "unchecked-hash", "-s", str(tree), "-p", on_lambda),
    ]
