"""Which version of which package goes in, as hashed pins.

    a lock -> as it says -> Pin, Pin, …
    requirements, pyproject.toml -> uv pip compile, for the target, wheels only where there are any
        -> Pin, Pin, …

What is not locked is resolved anew, so that a new upstream release is seen and an unchanged index
gives the same pins. lift itself is never resolved: the run-time part is copied from the one that is
running.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import run
from ..errors import BundleError, CommandFailed, NoWheel
from ..ui import Ui
from . import fitting, indexes, locks, pyproject, requirements, source_tree, uv
from .inputs import Inputs
from .pin import Document, Pin, select
from .target import Target

_NO_BUILDS = ("--only-binary", ":all:")
# Said of a folder or a repository that only its own build can describe. uv's "wheels only" takes in
# those, so it is asked without; what an index has without a wheel shows in the answer.
_NEEDS_BUILD = "Building source distributions"


def resolve(inputs: Inputs, target: Target, ui: Ui) -> tuple[Pin, ...]:
    """What ``inputs`` resolve to for ``target``, sorted by name.

    A requirement for the project itself (``-e .``) is left out, since its code goes into the bundle
    anyway. Raises ``NoWheel``, or ``BundleError`` for a lock that is out of date, for requirements
    that contradict each other and for an index that cannot be reached.
    """
    if locks.reads(inputs):
        pins = _located(locks.pins(inputs, target), inputs, target, ui)
    else:
        pins = _resolved(inputs, target, ui)
    if inputs.lock:
        fitting.check_lock(inputs, pins, target)
    ours = (requirements.OURSELVES, inputs.root.resolve().as_uri())
    return tuple(
        replace(pin, contents=source_tree.contents(pin.folder)) if pin.folder else pin
        for pin in pins
        if pin.name not in ours and pin.url not in ours
    )


def needed_by(pins: Sequence[Pin], inputs: Inputs, target: Target, ui: Ui) -> dict[str, set[str]]:
    """For each of ``pins`` the names of those that ask for it; "" stands for the project itself.

    Asks uv again, held to ``pins``, for the form of its answer that says so. A lock names all
    packages alike: there the project asks for what nobody else does.
    """
    exactly = [f"{pin.name}=={pin.version}" for pin in pins if pin.version]
    lines = [*indexes.lines(inputs, pins), *exactly] if inputs.lock else None
    with uv.listed(exactly) as constraints, asked_of_uv(inputs, lines) as asked:
        how = ["--annotation-style", "line", "--constraints", constraints]
        how += _wheels_but_for([pin.name for pin in pins if pin.source])
        try:  # everything was looked up a moment ago
            answer = _compile(asked, target, target.wider, inputs.root, ui, *how, "--offline")
        except BundleError:
            answer = _compile(asked, target, target.wider, inputs.root, ui, *how)
    found = dict(_asked(answer))
    if inputs.lock:
        return {name: askers - {""} or {""} for name, askers in found.items()}
    return found


@contextmanager
def asked_of_uv(
    inputs: Inputs, lines: Sequence[str] | None = None, *, before: str = ""
) -> Iterator[list[str]]:
    """What uv is to read, as its arguments, ``before`` in front of each file.

    The files themselves, with the sources that only the project's own tool knows, or ``lines``.
    """
    arguments = inputs.arguments(before) if lines is None else []
    with uv.listed(indexes.of_project(inputs) if lines is None else lines) as written:
        yield [*arguments, *filter(None, (before, written))]


def _located(pins: tuple[Pin, ...], inputs: Inputs, target: Target, ui: Ui) -> tuple[Pin, ...]:
    """``pins`` with the addresses of sources of which their lock has no more than a file's name."""
    lost = [pin for pin in pins if pin.source and "://" not in pin.url]
    if not lost:
        return pins
    lines = [replace(pin, url="").line for pin in lost]
    how = ["--no-deps", *_wheels_but_for(pin.name for pin in lost)]
    found = {pin.name: pin for pin in _answered(inputs, target, target.wider, ui, how, lines)}
    return tuple(found[pin.name] if pin in lost else pin for pin in pins)


def _resolved(inputs: Inputs, target: Target, ui: Ui) -> tuple[Pin, ...]:
    """Wheels, and the sources of what has none: uv names one such package after the other."""
    lines = locks.as_requirements(inputs)
    how = ["--no-deps"] if inputs.lock else []
    if inputs.from_source:
        return _answered(inputs, target, target.platform, ui, how, lines)
    platform = target.platform
    built: set[str] = set()
    while True:
        try:
            return _answered(inputs, target, platform, ui, [*how, *_wheels_but_for(built)], lines)
        except NoWheel as error:
            if platform != target.wider:
                # uv does not know this glibc exactly: look once more with the next that it knows,
                # and take only wheels that fit.
                platform = target.wider
            elif error.packages <= built:
                raise
            else:
                built |= error.packages


def _wheels_but_for(built: Iterable[str]) -> list[str]:
    return [*_NO_BUILDS, *(part for name in sorted(built) for part in ("--no-binary", name))]


def _answered(
    inputs: Inputs,
    target: Target,
    platform: str,
    ui: Ui,
    how: Iterable[str],
    lines: Sequence[str] | None,
) -> tuple[Pin, ...]:
    """What uv answers to ``inputs``, or to ``lines`` where there are any."""
    how = ["--format", "pylock.toml", *how]
    with asked_of_uv(inputs, lines and [*indexes.lines(inputs), *lines]) as asked:
        answer = _compile(asked, target, platform, inputs.root, ui, *how)
    hashes = requirements.hashes(lines or requirements.lines(inputs.files))
    document = _held_to(tomllib.loads(answer), hashes)
    first = inputs.files[0]
    # uv's answer does not say the index: what comes from one for it alone is named by its address.
    direct = first.name == pyproject.NAME and pyproject.names_indexes(first)
    return select(document, target, inputs.root, direct=direct, from_source=inputs.from_source)


def _asked(answer: str) -> Iterator[tuple[str, set[str]]]:
    for line in answer.splitlines():
        requirement, _, comment = line.partition("# via ")
        if name := re.match(r"[\w.-]+", requirement):
            askers = (asker.strip() for asker in comment.split(", "))
            yield name[0], {_asker(asker) for asker in askers if not asker.startswith("-c ")}


def _asker(text: str) -> str:
    """A package's name, or "" for a file of requirements ("-r requirements.txt")."""
    return text if re.fullmatch(r"[\w.-]+", text) else ""


def _compile(
    sources: Sequence[str], target: Target, platform: str, root: Path, ui: Ui, *how: str
) -> str:
    with uv.excludes() as ours:
        command = [run.uv(), "pip", "compile", *sources, *uv.options(target, platform), *how]
        command += ["--no-header", "--quiet", *ours]
        try:
            return _ask(command, root)
        except CommandFailed as error:
            if uv.unreachable(error):
                return _from_cache(command, error, target, root, ui)
            if _NEEDS_BUILD not in error.details:
                raise uv.explain(error, target) from None
        try:
            return _ask([part for part in command if part not in _NO_BUILDS], root)
        except CommandFailed as error:
            raise uv.explain(error, target) from None


def _ask(command: Sequence[str], root: Path) -> str:
    return run.run(command, cwd=root, environment=uv.environment()).stdout


def _from_cache(
    command: Sequence[str], error: CommandFailed, target: Target, root: Path, ui: Ui
) -> str:
    """The same without network; if that does not do, the network is what is missing."""
    try:
        answer = _ask([*command, "--offline"], root)
    except CommandFailed:
        raise uv.explain(error, target) from None
    ui.note("the package index cannot be reached: dependencies resolved from uv's cache")
    return answer


def _held_to(document: dict[str, Any], named: Mapping[str, set[str]]) -> Document:
    """``document`` with those files that the requirements name by hash, where they name any."""
    for package in document.get("packages", []):
        allowed = named.get(package["name"])
        if not allowed or not package.keys() & {"wheels", "sdist"}:
            continue
        package["wheels"] = [file for file in package.get("wheels", []) if _held(file, allowed)]
        if not _held(package.get("sdist", {}), allowed):
            package.pop("sdist", None)
        if not package["wheels"] and "sdist" not in package:
            raise BundleError(
                f"no wheel of {package['name']}=={package['version']} that fits has a hash "
                "that the requirements name",
                hint="make the requirements anew, with hashes for the runtime's platform",
            )
    return document


def _held(file: Mapping[str, Any], allowed: Collection[str]) -> bool:
    return file.get("hashes", {}).get("sha256") in allowed
