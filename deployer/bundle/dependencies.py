"""The dependencies, installed for the target: one folder for each resolution, kept in the cache.

    files -> resolve -> (what the runtime has is left out) -> build what has no wheel -> install
          -> slim -> bytecode -> cache

Installed once for each digest, which is of what was resolved and how it is laid out.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from lift.warmers.bytecode import DEPENDENCIES

from ..cache import cache_dir, locked, settle
from ..settings.stage import Stage
from ..ui import Ui
from . import direct, fitting, indexes, inputs, listing, one_file, provided
from . import slim as slimming
from .archive import Entry
from .built import Builder
from .bytecode import Compiler
from .inputs import Inputs
from .install import install
from .pin import Pin
from .pinned import Memory
from .provided import Provided, Resolution
from .resolve import needed_by, resolve
from .slim import Choice, Savings
from .target import Target
from .unused.finding import Finding

# Goes into the digest: raise it when the same pins are laid out in another way.
_LAYOUT = 4
_SAVINGS = "savings.json"
_KEPT_FOR = 30 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Dependencies:
    """What was resolved: ``digest`` (hexadecimal) names it in the cache and decides about layers.

    ``prefix`` is where the files go in the zip ("python/" in a layer), ``on_lambda`` the folder
    that they end up in there; ``archived`` says that their bytecode becomes one file. ``root`` and
    ``indexes`` say where packages are to be had, ``choice`` what is taken out of them, ``provided``
    what the runtime has, ``finding`` what the application does not reach, where that was looked
    for.
    """

    pins: tuple[Pin, ...]
    target: Target
    prefix: str
    on_lambda: str
    compiler: Compiler | None
    archived: bool
    root: Path
    indexes: tuple[str, ...] = field(repr=False)  # may have passwords
    choice: Choice
    provided: Provided
    builder: Builder
    finding: Finding | None = None

    @property
    def digest(self) -> str:
        described = {
            "layout": _LAYOUT,
            "pins": [pin.identity for pin in self.pins if not pin.source],
            "built": [self.builder.key(pin) for pin in self.pins if pin.source],
            "target": [self.target.python, self.target.machine, *self.target.glibc],
            "on_lambda": self.on_lambda,
            "bytecode": self.compiler is not None and ("archive" if self.archived else True),
            "slim": asdict(self.choice),
        }
        return hashlib.sha256(json.dumps(described).encode()).hexdigest()

    @property
    def folder(self) -> Path:
        """Where the cache keeps them, and what is made from them."""
        return cache_dir("dependencies") / self.digest

    def entries(self, ui: Ui) -> Iterator[Entry]:
        """The files, installed if they are not there yet."""
        tree = self.tree(ui)
        for path in listing.files(tree):
            file = tree / path
            executable = bool(file.stat().st_mode & 0o100)
            yield Entry(self.prefix + path, file, executable, path.endswith(".pyc"))
        for file in self.libraries:  # /opt/lib or /var/task/lib
            yield Entry(f"lib/{file.name}", file, executable=True)

    def packed(self, ui: Ui) -> list[Entry]:
        """The files as they go up by themselves."""
        entries = list(self.entries(ui))
        if not self.archived:
            return entries
        return one_file.gather(entries, DEPENDENCIES, self.target, root=self.prefix)

    @property
    def libraries(self) -> list[Path]:
        """System libraries that packages were linked to when they were built."""
        return sorted(self.folder.glob("lib/*"))

    def tree(self, ui: Ui) -> Path:
        """The folder that they are installed in, for the target."""
        tree = self.folder / "tree"
        if not tree.is_dir():
            with locked("dependencies", self.digest, ui):
                if not tree.is_dir():
                    self._make(tree, ui)
        return tree

    def _make(self, tree: Path, ui: Ui) -> None:
        ui.step(f"installing {_packages(self.pins)} for {self.target}")
        with (
            ui.progress("installing"),
            tempfile.TemporaryDirectory(dir=cache_dir("dependencies")) as beside,
        ):
            made = Path(beside, "tree")
            made.mkdir()
            pins = self._built(Path(beside, "lib"), ui)
            install(pins, self.target, made, root=self.root, indexes=self.indexes)
            savings = slimming.slim(made, self.choice, self.target)
            if saved := str(savings):
                ui.step(f"taken out: {saved}")
            if self.compiler:
                self.compiler.compile(made, self.on_lambda)
            self.folder.mkdir(exist_ok=True)
            savings.write(self.folder / _SAVINGS)
            settle(Path(beside, "lib"), self.folder / "lib")
            settle(made, tree)

    def _built(self, libraries: Path, ui: Ui) -> list[Pin]:
        """The pins, with wheels for all; what those are linked to is copied to ``libraries``."""
        libraries.mkdir()
        sources = [pin for pin in self.pins if pin.source]
        wheels = self.builder.wheels(sources, ui) if sources else {}
        for built in wheels.values():
            for library in built.libraries:
                shutil.copy2(library, libraries)
        found = {pin: Pin(pin.name, "", url=built.wheel.as_uri()) for pin, built in wheels.items()}
        return [found.get(pin, pin) for pin in self.pins]

    def savings(self, ui: Ui) -> Savings:
        """What slimming took out."""
        self.tree(ui)
        return Savings.read(self.folder / _SAVINGS)


def find(stage: Stage, target: Target, compiler: Compiler | None, ui: Ui) -> Dependencies | None:
    """The dependencies of ``stage``, resolved; None when there are none."""
    named = inputs.find(stage)
    if named is None:
        ui.note("no lock, no requirements.txt, no dependencies in pyproject.toml: code goes alone")
        return None
    resolution = _resolve(named, stage, target, ui)
    pins = resolution.pins
    ui.step(f"dependencies from {named}: {_packages(pins)} for {target}")
    if not pins:
        return None
    forget_unused(time.time())
    prefix, on_lambda = ("python/", "/opt/python") if stage.apart else ("", "/var/task")
    where = tuple(indexes.lines(named, pins))
    found = Dependencies(
        pins,
        target,
        prefix,
        on_lambda,
        compiler,
        stage.bytecode == "archive",
        stage.root,
        where,
        slimming.choose(stage),
        resolution.provided,
        Builder(stage.docker, target, stage.root, where),
    )
    if found.folder.is_dir():
        os.utime(found.folder)  # it is in use
    return found


def _resolve(named: Inputs, stage: Stage, target: Target, ui: Ui) -> Resolution:
    memory = Memory(named, target, [*stage.keep, str(stage.slim.boto)], time.time())
    if (known := memory.recall()) is not None:
        return known
    fitting.check_python(named, target, stage.runtime)
    with ui.progress(f"resolving {named.named}"):
        pins = resolve(named, target, ui)
    found = memory.recall_for(pins) or _without_provided(pins, named, stage, target, ui)
    memory.remember(pins, found)
    return found


def _without_provided(
    pins: tuple[Pin, ...], named: Inputs, stage: Stage, target: Target, ui: Ui
) -> Resolution:
    if not {pin.name for pin in pins} & provided.CORE:
        return Resolution(pins, Provided())
    if not stage.slim.boto:
        return Resolution(pins, Provided(kept_because="slim.boto is false"))
    versioned = {name for name, asks in direct.find(named).items() if asks.specifier}
    asked = partial(needed_by, pins, named, target, ui)
    found = provided.without(pins, asked, stage.keep, versioned)
    if dropped := ", ".join(pin.name for pin in found.provided.left_out):
        ui.step(f"left out, since the runtime has them: {dropped}")
    return found


def forget_unused(now: float) -> None:
    """Remove from the cache what no build has used for a month before ``now`` (Unix time).

    What else was worked out that long ago goes too: it can be worked out again.
    """
    kinds = ("dependencies", "wheels", "resolutions", "settings", "locks")
    for path in (path for kind in kinds for path in cache_dir(kind).iterdir()):
        with suppress(FileNotFoundError):  # another lift's, that has just ended
            if now - path.stat().st_mtime <= _KEPT_FOR:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _packages(pins: Sequence[Pin]) -> str:
    return f"{len(pins)} package{'' if len(pins) == 1 else 's'}"
