"""Which of the installed distributions the application uses, and how that is known.

    read: the project's code, its configuration, the stage's variables -> a walk along imports
    traced: what is loaded when the application starts, for the paths that the settings name, and by
        the project's own tests

What neither finds is unused. Where the project itself imports by names that are made at run time,
nothing is called unused, with that reason.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ... import interpreter
from ...application import Application
from ...settings.stage import Stage
from ...ui import Ui
from .. import direct, distributions, environments, handler, inputs, listing, runtime_part, sources
from ..dependencies import Dependencies
from ..limits import megabytes
from ..needs import needs
from . import own_tests
from .finding import Finding, Unused
from .modules import Module, Modules, at
from .reach import Walk
from .reading import Reading
from .trace import Failed, trace

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_WORD = re.compile(r"[A-Za-z_][\w.]*\w")
_CONFIGURATION = (".cfg", ".ini", ".json", ".toml", ".yaml", ".yml")
# These name the dependencies themselves.
_OF_TOOLS = re.compile(
    r"(.*/)?(pyproject|poetry|uv|pylock.*)\.toml|(.*/)?(setup|tox|mypy)\.(cfg|ini)"
)
_LARGEST = 1_000_000  # bytes; more is data


def consider(
    stage: Stage, application: Application, needed: Dependencies, ui: Ui
) -> Dependencies | None:
    """``needed`` as the settings want it: with its unused packages named, or without them."""
    dropping = stage.slim.unused == "drop"
    # What may go again is not worth compiling.
    looked_at = replace(needed, compiler=None) if dropping else needed
    finding = find(stage, application, looked_at, ui)
    if not finding.unused:
        ui.note("every package is in use, or could be")
        return replace(needed, finding=finding)
    names = [each.name for each in finding.unused]
    size = megabytes(sum(each.size for each in finding.unused))
    if not dropping:
        ui.note(
            f"nothing that the application reaches imports {', '.join(names)} ({size}): "
            '"slim": {"unused": "drop"} leaves them out'
        )
        reasons = {**finding.reasons, **dict.fromkeys(names, "nothing reaches it")}
        return replace(needed, finding=Finding(reasons, ()))
    ui.step(f"left out, since nothing reaches them: {', '.join(names)} ({size})")
    kept = tuple(pin for pin in needed.pins if pin.name not in names)
    return replace(needed, pins=kept, finding=finding) if kept else None


def find(stage: Stage, application: Application, needed: Dependencies, ui: Ui) -> Finding:
    """Look at what is installed for ``needed``, and start the application where that works here."""
    ui.step("looking for packages that the application does not reach")
    tree = needed.tree(ui)
    installed = {each.name: each for each in distributions.find(tree)}
    files = sources.files(stage)
    reading = Reading(needed.folder / "mentions.json")
    with tempfile.TemporaryDirectory() as folder:
        lift = _lift(Path(folder), stage, application)
        modules = Modules((*_installed(tree, installed), *_own(files, application, lift)))
        asked = inputs.find(stage)
        named = direct.find(asked) if asked else {}
        required = needs(installed.values(), named, needed.target)
        walk = Walk(modules, installed, required, reading)
        for key, value in stage.environment_variables.items():
            walk.name(_WORD.findall(value), f"the variable {key} names it")
        for path, names in _configured(files):
            walk.name(names, f"{path} names it")
        walk.run()
        loaded = _traced(stage, application, needed, lift, tree, ui)
    owner = distributions.owners(installed.values())
    inside = (file.relative_to(tree).as_posix() for file in loaded if file.is_relative_to(tree))
    for name in sorted({owner[path] for path in inside if path in owner}):
        walk.keep(name, "it is loaded at the start")
    if stage.slim.trace_tests:
        for name in _tested(own_tests.imported(stage, needed.folder / "tests.json", ui), modules):
            walk.keep(name, "the tests import it")
    for name in named:
        if name in installed and not modules.of(name):
            walk.keep(name, "it has no modules that could be imported")
    walk.run()
    reading.save()
    return _finding(walk, sorted(installed.keys() - walk.reasons.keys()), tree)


def _tested(names: Iterable[str], modules: Modules) -> list[str]:
    """The distributions that have the modules called ``names``."""
    found = {each.distribution for name in names for each in modules.led_to(name)}
    return sorted(found - {""})


def _finding(walk: Walk, left: Sequence[str], tree: Path) -> Finding:
    if left and walk.unsure:
        why = f"{walk.unsure[0]}: nobody can read what that imports"
        return Finding({**walk.reasons, **dict.fromkeys(left, why)}, ())
    sizes = distributions.sizes(tree) if left else {}
    unused = (Unused(name, walk.installed[name].version, sizes[name]) for name in left)
    return Finding(walk.reasons, tuple(unused))


def _lift(folder: Path, stage: Stage, application: Application) -> Path:
    """A folder with the handler and lift's run-time part, as in the code zip."""
    for entry in runtime_part.find():
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry.read())
    (folder / f"{handler.NAME}.py").write_text(handler.write(stage, application), encoding="utf-8")
    return folder


def _installed(tree: Path, installed: Mapping[str, distributions.Distribution]) -> Iterator[Module]:
    owner = distributions.owners(installed.values())
    for path in listing.files(tree):
        if (name := owner.get(path)) and (module := at(path, tree / path, name)):
            yield module


def _own(files: Mapping[str, Path], application: Application, lift: Path) -> Iterator[Module]:
    yield from filter(None, [at(f"{handler.NAME}.py", lift / f"{handler.NAME}.py")])
    root = f"{application.import_root}/" if application.import_root else ""
    for path, file in files.items():
        if module := at(path.removeprefix(root), file):
            yield module


def _configured(files: Mapping[str, Path]) -> Iterator[tuple[str, set[str]]]:
    """Dotted names in configuration files (logging's class, a plugin), by the file."""
    for path, file in files.items():
        if file.suffix not in _CONFIGURATION or _OF_TOOLS.fullmatch(path):
            continue
        if file.stat().st_size <= _LARGEST:
            text = file.read_text(encoding="utf-8", errors="replace")
            yield path, set(_DOTTED.findall(text))


def _traced(
    stage: Stage,
    application: Application,
    needed: Dependencies,
    lift: Path,
    tree: Path,
    ui: Ui,
) -> set[Path]:
    python = interpreter.find(stage.python)
    if python is None or not environments.loads(needed.target):
        ui.note("the start is not traced: this machine cannot load what goes up")
        return set()
    try:
        folders = (lift, stage.root / application.import_root, tree)
        return trace(stage, python, folders, stage.slim.trace)
    except Failed as failed:
        ui.note(f"the start is traced only until it fails here: {failed}")
        return failed.loaded
