"""A small project whose costs are known: what sleeps where, and what is never imported."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.cache import cache_dir
from lift.deployer.sandbox.interpreter import Interpreters
from lift.deployer.settings.stage import Stage

from ..bundle.projects import stage, write
from ..bundle.wheels import Index

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"  # surely on this machine
SLOW, FIRST = 0.1, 0.15  # seconds

MAIN = f"""\
import importlib
import time

import flour.mill

importlib.import_module("sugar")
print("the application starts")
asked = []


def app(environ, start_response):
    if not asked:
        import colorsys

        time.sleep({FIRST})
    asked.append(environ["HTTP_HOST"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""
FLOUR = {
    "flour/__init__.py": "",
    "flour/mill.py": f"import time\n\nfrom . import grain\n\ntime.sleep({SLOW})\n",
    "flour/grain.py": "import fractions\n",
}


@contextmanager
def project(folder: Path, main: str = MAIN, **settings: Any) -> Iterator[Stage]:
    """A stage of it, with a cache of its own and an index that has nothing else."""
    Interpreters().get(PYTHON)  # the runtime client comes from the real index, once
    runtimes = cache_dir("runtimes")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "cache").mkdir()
        (folder / "cache" / "runtimes").symlink_to(runtimes)
        (folder / "index").mkdir()
        (folder / "tmp").mkdir()
        patch.setenv("LIFT_CACHE_DIR", str(folder / "cache"))
        index = Index(folder / "index", patch)
        index.release("flour", files=FLOUR)
        index.release("sugar")
        index.release("salt")
        root = write(folder / "p", {"main.py": main, "requirements.txt": "flour\nsugar\nsalt\n"})
        yield stage(root, runtime=f"python{PYTHON}", **settings)
