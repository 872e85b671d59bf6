"""What a cold start costs beside the peers', in one run: ``make bench-cold``.

The same application is packaged by each contestant (cold_contestants.py), unpacked read-only as on
Lambda, and started under AWS's Runtime Interface Emulator with awslambdaric, until the answer to
its first request is there. All take turns, so that a busy machine hurts all alike; the first turn
is not counted, it fills the caches and shows that the answers are right. Medians:

    ms      from the request that starts the function to its answer; beside it the least
    CPU ms  of the runtime's process meanwhile: steadier than the time on a busy machine

``LIFT_BENCH_PYTHON=3.13`` is for another runtime; ``--help`` tells the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from base64 import b64decode
from contextlib import ExitStack, closing
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from statistics import median

from lift.deployer import interpreter
from lift.deployer.errors import CommandFailed
from lift.deployer.sandbox.function import Function
from lift.deployer.sandbox.workspace import Workspace
from tests.adapter.forge import http_api

from .cold_applications import APPLICATIONS, Application
from .cold_calls import Calls, counted, tracer
from .cold_contestants import contestants
from .cold_disk import ColdDisk
from .events import HEADERS
from .project import PYTHON
from .runtime_emulator import Emulator, Start

ROUNDS = 20
EVENT = json.dumps(http_api(headers=HEADERS)).encode()


@dataclass
class Contestant:
    """One way to package one application, and its starts."""

    name: str
    application: Application
    function: Function
    starts: list[Start] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        return median(start.seconds for start in self.starts) * 1000

    @property
    def least(self) -> float:
        return min(start.seconds for start in self.starts) * 1000

    @property
    def cpu(self) -> float:
        return median(start.cpu for start in self.starts) * 1000


def prepare(scratch: Path, python: Path, chosen: argparse.Namespace) -> list[Contestant]:
    """Package what was chosen."""
    found: list[Contestant] = []
    for application in chosen.applications:
        for name, package in contestants(application, chosen.also).items():
            if chosen.who and not name.startswith(tuple(chosen.who)):
                continue
            print(f"  {application.name}: {name}: packaging", file=sys.stderr)
            beside = scratch / f"{application.name} {len(found)}"
            found.append(Contestant(name, application, package(application, beside, python)))
    return found


def check(contestant: Contestant, start: Start) -> None:
    """It has to be the right answer."""
    answer = json.loads(start.answer)
    body = answer.get("body", "")
    text = b64decode(body) if answer.get("isBase64Encoded") else body
    if answer.get("statusCode") != 200 or json.loads(text).get("title") != "hello":
        sys.exit(f"{contestant.application.name}, {contestant.name} answers {start.answer!r}")


def measure(competing: list[Contestant], emulator: Emulator, rounds: int) -> None:
    for contestant in competing:
        check(contestant, emulator.start(contestant.function, EVENT))
    for turn in range(rounds):
        print(f"  round {turn + 1} of {rounds}", file=sys.stderr)
        for contestant in competing:
            contestant.starts.append(emulator.start(contestant.function, EVENT))


def show(competing: list[Contestant]) -> bool:
    """Print a table for each application; whether lift keeps to what is required."""
    kept = True
    for application in dict.fromkeys(each.application for each in competing):
        its = {each.name: each for each in competing if each.application is application}
        width = max(map(len, its)) + 2
        print(f"\n{application.name:{width}}{'ms':>8}{'least':>8}{'CPU ms':>8}")
        for name, each in its.items():
            print(f"{name:{width}}{each.milliseconds:8.0f}{each.least:8.0f}{each.cpu:8.0f}")
        print("lift's of another's (required)")
        for name, limit in application.required.items():
            if not {"lift", name} <= its.keys():
                continue
            ratio = its["lift"].milliseconds / its[name].milliseconds
            cpu = its["lift"].cpu / its[name].cpu
            print(f"{name:{width}}{ratio:8.3f} ({limit})   CPU {cpu:.3f}")
            kept = kept and ratio <= limit
    return kept


def show_calls(competing: list[Contestant], emulator: Emulator, scratch: Path) -> None:
    """Print a table of one start of each under strace."""
    titles = [each.name for each in fields(Calls)]
    print(f"\n{'':36}{''.join(f'{title:>9}' for title in titles)}")
    for each in competing:
        log = scratch / "calls.txt"
        emulator.start(each.function, EVENT, under=tracer(log))
        cells = "".join(f"{count:9}" for count in astuple(counted(log)))
        print(f"{each.application.name + ', ' + each.name:36}{cells}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    names = [each.name for each in APPLICATIONS]
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=names, help="one application")
    parser.add_argument("--who", nargs="+", metavar="NAME", help="those whose names begin so")
    parser.add_argument(
        "--also",
        type=json.loads,
        action="append",
        default=[],
        metavar="SETTINGS",
        help="lift once more, with these settings as JSON",
    )
    parser.add_argument("--disk", action="store_true", help="read the functions from the disk")
    parser.add_argument("--calls", action="store_true", help="count system calls, with strace")
    chosen = parser.parse_args()
    chosen.applications = [each for each in APPLICATIONS if chosen.only in (None, each.name)]
    return chosen


def main() -> None:
    chosen = options()
    python = interpreter.find(PYTHON)
    if python is None:
        sys.exit(f"there is no Python {PYTHON} on this machine: uv python install {PYTHON}")
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        workspace = stack.enter_context(closing(Workspace()))
        try:
            competing = prepare(scratch, python, chosen)
        except CommandFailed as error:
            sys.exit(f"{error}\n{error.details}")
        emulator = Emulator(scratch, workspace)
        if chosen.disk:
            emulator.placed = stack.enter_context(closing(ColdDisk(scratch))).anew
        measure(competing, emulator, chosen.rounds)
        kept = show(competing)
        if chosen.calls:
            show_calls(competing, emulator, scratch)
    if not kept:
        sys.exit("over what is required")


if __name__ == "__main__":
    main()
