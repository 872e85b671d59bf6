"""How a function's process is kept from writing where a Lambda function cannot.

Not root: the permissions of the unpacked files do it. Root: the process gives up every capability,
and so obeys those permissions like anybody. (Another user would do too, but could not reach an
interpreter under root's home.)
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path


def confined(command: Sequence[str | Path]) -> list[str | Path]:
    """``command`` with what takes the capabilities away, where that is needed and possible."""
    if os.geteuid() != 0 or not can_confine():
        return list(command)
    prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--"]
    return [*prefix, *command]


def can_confine() -> bool:
    """Whether the machine has what root needs for it (util-linux)."""
    return os.geteuid() != 0 or shutil.which("setpriv") is not None
