"""lift's own run-time part, as it is installed here: ``lift.adapter`` and ``lift.warmers``.

Never the deployer, and no ``lift/__init__.py``: ``lift`` is a namespace.
"""

from collections.abc import Iterator
from pathlib import Path

import lift.adapter
import lift.warmers
from lift.warmers import bytecode

from .archive import Entry

_FINDER = Path(bytecode.__file__)


def finder() -> Entry:
    """What imports modules out of archives, at the top, where it is found at once."""
    return Entry(f"{bytecode.NAME}.py", _FINDER)


def find() -> Iterator[Entry]:
    """The files, each with its path in the zip: "lift/adapter/__init__.py", …"""
    for name, package in (("adapter", lift.adapter), ("warmers", lift.warmers)):
        folder = Path(package.__path__[0])
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".typed") and file.is_file() and file != _FINDER:
                inside = file.relative_to(folder).as_posix()
                yield Entry(f"lift/{name}/{inside}", file)
