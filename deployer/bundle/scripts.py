"""The scripts that packages install in ``bin/``, freed from the machine that installed them."""

import re
from pathlib import Path

# The first lines of a script, also where the interpreter's path is too long for one.
_SHEBANG = re.compile(rb"\A#!(/bin/sh\n'''exec' [^\n]+\n' '''|[^\n]*python[^\n]*)\n")


def start_anywhere(folder: Path) -> list[Path]:
    """Have the scripts in ``folder / "bin"`` start with the Python on the path; gives the changed.

    They may be links into uv's cache, so they are never changed in place.
    """
    changed = []
    for script in sorted(folder.glob("bin/*")):
        written = script.read_bytes()
        anywhere = _SHEBANG.sub(b"#!/usr/bin/env python3\n", written)
        if anywhere != written:
            script.unlink()
            script.write_bytes(anywhere)
            script.chmod(0o755)
            changed.append(script)
    return changed
