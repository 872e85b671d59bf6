"""What `lift package` costs and weighs, beside its peers, in one run: ``make bench-package``.

One Django project, packaged by each tool in its own environment, which uv makes in a throw-away
folder. All wheels lie in every tool's download cache before: each packages once, not measured. Then
all take turns, and of each the best round counts, so that a busy machine hurts all alike:

    cold     nothing is there of earlier work but the downloads
    changed  once more after a change of the code

Bytecode makes a bundle faster to start and larger; peers that leave it out are compared with lift
without it. `sam build` makes a folder: its zip is made here, outside of the measured time.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from lift.deployer import interpreter, run

from . import project
from .project import PROJECT, PYTHON, REQUIREMENTS, ZAPPA

ROUNDS = 3
REQUIRED = (0.35, 0.05, 0.55, 0.62)  # cold, changed, zip, unzipped: of the best peer

SAM = f"""\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: shop.wsgi.application
      Runtime: python{PYTHON}
"""
CHALICE = {"version": "2.0", "app_name": "shop", "stages": {"dev": {}}}
CHALICE_APP = """\
from chalice import Chalice

app = Chalice(app_name="shop")


@app.route("/")
def index():
    return {}
"""


@dataclass
class Tool:
    """One contestant: what it adds to the project, how it is called and what it makes.

    ``made`` are patterns of its zips, or of the folder that would be zipped; ``leftovers`` of what
    it keeps in the project from one run to the next.
    """

    name: str
    command: list[str]
    files: dict[str, str]
    made: str
    leftovers: tuple[str, ...]
    packages: tuple[str, ...] = ()
    folder: Path = Path()
    environment: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    zipped: int = 0
    unzipped: int = 0

    def prepare(self, scratch: Path, python: Path) -> None:
        """Write the project, and install the tool beside it."""
        beside = scratch / self.name
        self.folder = beside / "project"
        project.write(self.folder, PROJECT | self.files)
        self.environment = project.environment(beside, python) | {"SAM_CLI_TELEMETRY": "0"}
        if self.packages:
            project.install(beside, python, self.packages)

    def forget(self) -> None:
        """Be as new, but for what was downloaded."""
        shutil.rmtree(self.environment["LIFT_CACHE_DIR"], ignore_errors=True)
        for path in self._present(*self.leftovers):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def package(self, what: str) -> None:
        """Package once; of what was measured under this name the best time counts."""
        for path in self._present(self.made):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        start = perf_counter()
        run.run(self.command, cwd=self.folder, environment=self.environment)
        taken = perf_counter() - start
        self.seconds[what] = min(taken, self.seconds.get(what, taken))

    def change(self) -> None:
        """Change the code, wherever the tool looks for it."""
        for name in ("shop/urls.py", "app.py"):
            if (file := self.folder / name).exists():
                file.write_text(f"{file.read_text()}# changed\n")

    def weigh(self) -> None:
        """Count the bytes of what it made, zipped and not."""
        made = self._present(self.made)
        assert made, f"{self.name} made nothing"
        archives = [_zipped(path) if path.is_dir() else path for path in made]
        self.zipped = sum(archive.stat().st_size for archive in archives)
        for archive in archives:
            with zipfile.ZipFile(archive) as opened:
                self.unzipped += sum(entry.file_size for entry in opened.infolist())

    def _present(self, *patterns: str) -> list[Path]:
        return [path for pattern in patterns for path in self.folder.glob(pattern)]


def _zipped(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))


def tools() -> list[Tool]:
    return [
        lift("lift", bytecode=False),
        lift("lift, bytecode", bytecode=True),
        Tool(
            "zappa package",
            ["zappa", "package", "dev"],
            project.zappa_settings(django_settings="shop.settings"),
            made="shop-*.zip",
            leftovers=("shop-*.zip",),
            packages=(*ZAPPA, *REQUIREMENTS),
        ),
        Tool(
            "sam build",
            ["sam", "build"],
            {"template.yaml": SAM},
            made=".aws-sam/build/Shop",
            leftovers=(".aws-sam",),
            packages=("aws-sam-cli", "setuptools", "pip"),
        ),
        Tool(
            "chalice package",
            ["chalice", "package", "out"],
            {".chalice/config.json": json.dumps(CHALICE), "app.py": CHALICE_APP},
            made="out/*.zip",
            leftovers=("out", ".chalice/deployments"),
            packages=("chalice", "setuptools", "pip"),
        ),
    ]


def lift(name: str, *, bytecode: bool) -> Tool:
    return Tool(
        name,
        [str(Path(sys.executable).with_name("lift")), "package"],
        project.lift_settings(django_settings="shop.settings", bytecode=bytecode),
        made="dist/*.zip",
        leftovers=("dist",),
    )


def measure(contestants: list[Tool]) -> None:
    for tool in contestants:
        print(f"  {tool.name}: filling its download cache", file=sys.stderr)
        tool.package("downloading")
    for turn in range(ROUNDS):
        print(f"  round {turn + 1} of {ROUNDS}", file=sys.stderr)
        for tool in contestants:
            tool.forget()
            tool.package("cold")
            tool.change()
            tool.package("changed")
    for tool in contestants:
        tool.weigh()


def show(contestants: list[Tool]) -> bool:
    """Print the table; whether lift, without bytecode, keeps to what is required."""
    peers = [tool for tool in contestants if tool.packages]
    best = [min(tool_figures[at] for tool_figures in map(figures, peers)) for at in range(4)]
    print(f"\n{'':18}{'cold s':>10}{'changed s':>12}{'zip MB':>10}{'unzipped MB':>14}")
    for tool in contestants:
        cold, changed, zipped, unzipped = figures(tool)
        print(f"{tool.name:18}{cold:10.2f}{changed:12.2f}{zipped:10.1f}{unzipped:14.1f}")
    print("\nof the best peer (required)")
    kept = True
    for tool in contestants:
        if tool in peers:
            continue
        ratios = [ours / theirs for ours, theirs in zip(figures(tool), best, strict=True)]
        shown = (f"{ratio:.3f} ({limit})" for ratio, limit in zip(ratios, REQUIRED, strict=True))
        print(f"{tool.name:18}{'   '.join(shown)}")
        if tool.name == "lift":
            kept = all(ratio <= limit for ratio, limit in zip(ratios, REQUIRED, strict=True))
    return kept


def figures(tool: Tool) -> tuple[float, float, float, float]:
    megabyte = 1024 * 1024
    seconds = tool.seconds["cold"], tool.seconds["changed"]
    return *seconds, tool.zipped / megabyte, tool.unzipped / megabyte


def main() -> None:
    python = interpreter.find(PYTHON)
    if python is None:
        sys.exit(f"there is no Python {PYTHON} on this machine: uv python install {PYTHON}")
    contestants = tools()
    with tempfile.TemporaryDirectory() as scratch:
        for tool in contestants:
            print(f"  {tool.name}: installing", file=sys.stderr)
            tool.prepare(Path(scratch), python)
        measure(contestants)
    if not show(contestants):
        sys.exit("over what is required")


if __name__ == "__main__":
    main()
