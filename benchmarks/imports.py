"""What importing an adapter and making one costs, beside its peers: part of ``make bench``.

Milliseconds, in fresh interpreters without the site's own hooks, with bytecode as in a bundle; the
best of several, over what is imported anyway. Of Zappa only the import counts: making its handler
needs a project.
"""

from __future__ import annotations

import compileall
import json
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from py_compile import PycInvalidationMode

RUNS = 10

RUNTIME = "awslambdaric.bootstrap"
WSGI_BEFORE = ("sys", RUNTIME, f"{RUNTIME}, flask")
ASGI_BEFORE = ("sys", RUNTIME, f"{RUNTIME}, asyncio", f"{RUNTIME}, fastapi")
LIFT = "from lift.adapter import Adapter; Adapter(app)"
WSGI = {
    "lift": LIFT,
    "apig-wsgi": "from apig_wsgi import make_lambda_handler; make_lambda_handler(app)",
    "serverless-wsgi": "import serverless_wsgi",
    "zappa": "import zappa.handler",
}
ASGI = {
    "lift": LIFT,
    "mangum": "from mangum import Mangum; Mangum(app)",
}
APPLICATIONS = {
    "WSGI": "def app(environ, start_response): ...",
    "ASGI": """
async def app(scope, receive, send):
    for step in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{step}.complete"})
""",
}
PROGRAM = """
import sys
sys.path[:0] = [{folder!r}]
sys.path.append({packages!r})
import {before}
{application}
known = "asyncio" in sys.modules
from time import perf_counter
start = perf_counter()
{statement}
taken = (perf_counter() - start) * 1000
import json
print(json.dumps([taken, "asyncio" in sys.modules and not known]))
"""


def measure(folder: Path, before: str, interface: str, statement: str) -> tuple[float, bool]:
    """(milliseconds, whether it was this that imported asyncio)."""
    program = PROGRAM.format(
        folder=str(folder),
        packages=sysconfig.get_path("purelib"),
        before=before,
        application=APPLICATIONS[interface],
        statement=statement,
    )
    command = [sys.executable, "-ISc", program]
    taken, asyncio = min(json.loads(subprocess.check_output(command)) for _ in range(RUNS))
    return taken, asyncio


def show(
    folder: Path, interface: str, adapters: dict[str, str], befores: tuple[str, ...]
) -> dict[tuple[str, str], tuple[float, bool]]:
    """A row for each adapter, a column for what was imported before."""
    print(f"\n{interface}: milliseconds over what is there (* imports asyncio)")
    titles = [before.replace(RUNTIME, "awslambdaric") for before in befores]
    print(" " * 18 + "".join(f"{title:>24}" for title in ("nothing", *titles[1:])))
    results = {}
    for name, statement in adapters.items():
        for before in befores:
            results[name, before] = measure(folder, before, interface, statement)
        cells = [
            f"{time:.2f}{' *' if own else ''}" for time, own in (results[name, b] for b in befores)
        ]
        print(f"{name:18}" + "".join(f"{cell:>24}" for cell in cells))
    return results


def bundled(folder: Path) -> None:
    """Put the adapter there as it lies in a bundle."""
    shutil.copytree(Path(__file__).parents[1] / "adapter", folder / "lift" / "adapter")
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


def main() -> None:
    print(f"Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        bundled(Path(name))
        wsgi = show(Path(name), "WSGI", WSGI, WSGI_BEFORE)
        asgi = show(Path(name), "ASGI", ASGI, ASGI_BEFORE)
    print(f"\n{'required':42} at most  measured")
    report("WSGI over awslambdaric, ms", 3, wsgi["lift", RUNTIME][0])
    report("WSGI over awslambdaric, asyncio imported", 0, wsgi["lift", RUNTIME][1])
    report("WSGI over nothing, asyncio imported", 0, wsgi["lift", "sys"][1])
    report("ASGI over asyncio, ms", 2, asgi["lift", f"{RUNTIME}, asyncio"][0])


def report(what: str, limit: float, measured: float) -> None:
    verdict = "met" if measured <= limit else "MISSED"
    print(f"{what:42} {limit:7} {measured:9.2f}  {verdict}")


if __name__ == "__main__":
    main()
