"""``python -m tests.crash [SCENARIO …]``: trouble at every call, and what comes of it.

Prints what is wrong, then the number of points and failures; the exit code is 1 with failures.
"""

import argparse
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ..deployer.bench import REGION
from .command import Runner
from .fork import fork
from .matrix import KINDS, Finding, Matrix, cores
from .others import others
from .scenarios import Shop, answers, scenarios
from .state import dump
from .world import World


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("scenarios", nargs="*", help="all of them by default", metavar="SCENARIO")
    parser.add_argument("--kind", action="append", choices=KINDS, help="of trouble; all by default")
    parser.add_argument("--every", type=int, default=1, help="a sample: each Nth point")
    parser.add_argument("--jobs", type=int, default=cores(), help="worlds at once")
    options = parser.parse_args()
    time.sleep = _do_not_sleep
    with tempfile.TemporaryDirectory(prefix="lift-crash-") as folder:
        return 1 if _run_all(Shop(Path(folder)), options) else 0


def _run_all(shop: Shop, options: argparse.Namespace) -> int:
    world = World(REGION, answers)
    runner = Runner(world, REGION)
    for command in shop.warm_up():
        runner.here(command)
    there = others(world)
    dump(world)
    gc.freeze()  # collecting would copy all that the processes share
    failures = 0
    for scenario in scenarios(shop, there).values():
        if not options.scenarios or scenario.name in options.scenarios:
            matrix = Matrix(world, runner, scenario, shop.undeploy)
            failures += _apart(matrix, options)
    return failures


def _apart(matrix: Matrix, options: argparse.Namespace) -> int:
    """In a process of its own, since the emulator keeps its state in the process."""
    process = fork(lambda pipe: pipe.send(_run(matrix, options)))
    failures: Any = process.pipe.recv()
    process.wait()
    return int(failures)


def _do_not_sleep(seconds: object) -> None:
    """The SDK would pause between its attempts."""


def _run(matrix: Matrix, options: argparse.Namespace) -> int:
    """The number of points with findings."""
    begin = time.monotonic()
    failures = _say(matrix.prepare())
    kinds = [KINDS[kind] for kind in options.kind or KINDS]
    troubles = [kind(point) for kind in kinds for point in matrix.points]
    troubles = troubles[options.every // 2 :: options.every]
    failures += sum(_say(findings) for findings in matrix.run(troubles, options.jobs))
    took = time.monotonic() - begin
    _print(
        f"{matrix.name}: {len(matrix.points)} calls, {len(troubles)} points, "
        f"{failures} failures, {took:.0f} s"
    )
    return failures


def _say(findings: list[Finding]) -> int:
    """1 when there is something to say."""
    for finding in findings:
        _print(str(finding))
    return int(bool(findings))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
