"""What a deployment costs beside Zappa's, in one run: ``make bench-deploy``.

One Django project, deployed by each tool from its own environment to the same emulated AWS, over a
line with 50 ms for each call and 20 Mbit/s upwards. All wheels lie in each tool's download cache
before: each deploys once, not measured. Then they take turns, and of each the best round counts:

    deploy     the first one, into an empty account, with nothing there of earlier work
    changed    an update after a change of one file
    unchanged  an update after none

The emulator does not run functions: it answers lift's look at the new version with a page, and
Zappa's look at its API (``touch``) is turned off. In an account both would wait for a cold start.
Zappa's questions to PyPI are refused at once, so that it waits for no network.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from lift.deployer import interpreter, run

from . import emulator, project
from .project import PROJECT, PYTHON, REQUIREMENTS, ZAPPA
from .uplink import HOST, Uplink

ROUNDS = 2
DELAY = 0.05  # seconds for each call
RATE = 20e6  # bits a second
REQUIRED = {"deploy": 0.6, "changed": 0.1, "unchanged": 0.07}  # of Zappa's time
REQUIRED_BYTES = 1.2  # sent for one changed file, of the zipped code
PICTURES = 2 * 1024 * 1024  # bytes; what a site has beside its modules


@dataclass
class Cost:
    """Of one command: wall and CPU time in seconds, calls, and bytes sent."""

    seconds: float
    cpu: float
    calls: int
    sent: int


@dataclass
class Tool:
    """One contestant: its commands are ``program`` with ``deploy`` or ``update``."""

    name: str
    program: str
    files: dict[str, str]
    after: tuple[str, ...] = ()  # what follows the command
    packages: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    folder: Path = Path()
    environment: dict[str, str] = field(default_factory=dict)
    costs: dict[str, Cost] = field(default_factory=dict)

    def prepare(self, scratch: Path, python: Path, uplink: Uplink) -> None:
        beside = scratch / self.name
        self.folder = beside / "project"
        project.write(self.folder, PROJECT | self.files)
        pictures = self.folder / "static" / "pictures.bin"
        pictures.parent.mkdir()
        pictures.write_bytes(random.Random(1).randbytes(PICTURES))
        endpoint = {"AWS_ENDPOINT_URL": f"http://{HOST}:{uplink.port}"}
        self.environment = project.environment(beside, python) | endpoint | self.variables
        if self.packages:
            project.install(beside, python, self.packages)

    def forget(self) -> None:
        """Be as new, but for what was downloaded."""
        shutil.rmtree(self.environment["LIFT_CACHE_DIR"], ignore_errors=True)

    def change(self) -> None:
        file = self.folder / "shop" / "urls.py"
        file.write_text(f"{file.read_text()}# changed\n")

    def measure(self, command: str, what: str, uplink: Uplink) -> None:
        """Carry out ``command``; of what was measured under this name the best time counts."""
        calls, sent, cpu, start = uplink.calls, uplink.sent, _cpu(), perf_counter()
        run.run(
            [self.program, command, "dev", *self.after],
            cwd=self.folder,
            environment=self.environment,
        )
        cost = Cost(perf_counter() - start, _cpu() - cpu, uplink.calls - calls, uplink.sent - sent)
        before = self.costs.get(what, cost)
        self.costs[what] = min(before, cost, key=lambda each: each.seconds)


def _cpu() -> float:
    """Seconds of processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tools() -> list[Tool]:
    lift = str(Path(sys.executable).with_name("lift"))
    django = {"django_settings": "shop.settings"}
    return [
        Tool("lift", lift, project.lift_settings(**django), after=("--yes",)),
        Tool(
            "zappa",
            "zappa",
            # not kept warm, as lift has it by default
            project.zappa_settings(**django, keep_warm=False, touch=False),
            packages=(*ZAPPA, *REQUIREMENTS),
            variables={"HTTPS_PROXY": f"http://{HOST}:9", "NO_PROXY": HOST},
        ),
    ]


def measure(contestants: list[Tool], port: int, uplink: Uplink) -> None:
    for tool in contestants:
        print(f"  {tool.name}: filling its download cache", file=sys.stderr)
        emulator.forget(port)
        tool.measure("deploy", "downloading", uplink)
    for turn in range(ROUNDS):
        print(f"  round {turn + 1} of {ROUNDS}", file=sys.stderr)
        for tool in contestants:
            emulator.forget(port)
            tool.forget()
            tool.measure("deploy", "deploy", uplink)
            tool.change()
            tool.measure("update", "changed", uplink)
            tool.measure("update", "unchanged", uplink)


def show(contestants: list[Tool], zipped: int) -> bool:
    """Print the tables; whether lift keeps to what is required."""
    ours, theirs = contestants
    print(f"\n{'':22}{'seconds':>10}{'CPU s':>10}{'calls':>8}{'sent MB':>10}")
    for what in REQUIRED:
        for tool in contestants:
            cost = tool.costs[what]
            print(
                f"{tool.name:10}{what:12}{cost.seconds:10.2f}{cost.cpu:10.2f}{cost.calls:8}"
                f"{cost.sent / 2**20:10.2f}"
            )
    ratios = {what: ours.costs[what].seconds / theirs.costs[what].seconds for what in REQUIRED}
    sent = ours.costs["changed"].sent / zipped
    print("\nlift's of Zappa's (required)")
    for what, limit in REQUIRED.items():
        print(f"{what:12}{ratios[what]:8.3f} ({limit})")
    print(f"bytes sent for one changed file, of the zipped code: {sent:.3f} ({REQUIRED_BYTES})")
    return sent <= REQUIRED_BYTES and all(ratios[what] <= REQUIRED[what] for what in REQUIRED)


def zipped_code(tool: Tool) -> int:
    """Bytes of the code that lift uploads."""
    said = run.run(
        [tool.program, "--json", "package", "dev"], cwd=tool.folder, environment=tool.environment
    )
    return int(json.loads(said.stdout)["code"]["size"])


def main() -> None:
    python = interpreter.find(PYTHON)
    if python is None:
        sys.exit(f"there is no Python {PYTHON} on this machine: uv python install {PYTHON}")
    contestants = tools()
    with tempfile.TemporaryDirectory() as scratch, emulator.running() as port:
        uplink = Uplink(port, delay=DELAY, rate=RATE)
        with uplink.open():
            for tool in contestants:
                print(f"  {tool.name}: installing", file=sys.stderr)
                tool.prepare(Path(scratch), python, uplink)
            measure(contestants, port, uplink)
        kept = show(contestants, zipped_code(contestants[0]))
    if not kept:
        sys.exit("over what is required")


if __name__ == "__main__":
    main()
