"""Which version of which package goes in: uv's answer for the target, as hashed pins.

    files -> uv pip compile, for the target's Python and platform, wheels only -> Pin, Pin, …

Resolved anew each time, so that a new upstream release is seen and an unchanged index gives the
same pins. lift itself is never resolved: the run-time part is copied from the one that is running.
"""

import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .. import run
from ..errors import BundleError, CommandFailed, NoWheel
from ..ui import Ui
from . import requirements
from .target import Target

_OURSELVES = "lift-lambda"

# uv's settings for indexes, credentials and caches stay in force; those that choose an interpreter
# or what is left in the target are ours to make.
_OURS_TO_CHOOSE = ("UV_PYTHON", "UV_SYSTEM_PYTHON", "UV_COMPILE_BYTECODE", "UV_EXCLUDE")

_UNREACHABLE = re.compile(r"error sending request for url \((\S+)\)")
# Said of a range of versions, or of one; and the hints, which name the package alone.
_NO_WHEEL = re.compile(
    r"([A-Za-z][\w.-]*)(==\S+)?(?:[<>]=?\S+)? (?:has|have) no (?:usable wheels|wheels with)"
    r"|(?:Wheels are required|only found wheels|Wheels are available) for `([^`]+)`"
)


@dataclass(frozen=True)
class Pin:
    """One package, exactly.

    ``hashes`` are the SHA-256s of the wheels that fit, ``url`` is where it lies when it comes from
    no index.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    url: str = ""

    @property
    def line(self) -> str:
        """Its line in a requirements file."""
        pinned = f"{self.name} @ {self.url}" if self.url else f"{self.name}=={self.version}"
        return " ".join([pinned, *(f"--hash=sha256:{value}" for value in self.hashes)])

    @property
    def identity(self) -> str:
        """What it is, wherever it lies."""
        return " ".join([self.name, self.version, *(self.hashes or [self.url])])


def resolve(files: Sequence[Path], target: Target, root: Path, ui: Ui) -> tuple[Pin, ...]:
    """What ``files`` resolve to for ``target``, sorted by name.

    ``root`` is the project's folder: a requirement for itself (``-e .``) is left out, since its
    code goes into the bundle anyway. Raises ``NoWheel``, or ``BundleError`` for requirements that
    contradict each other and for an index that cannot be reached.
    """
    how = ("--format", "pylock.toml")
    try:
        answer = _compile(files, target, target.platform, root, ui, *how)
    except NoWheel:
        if target.wider == target.platform:
            raise
        # uv does not know this glibc exactly: look once more with the next that it knows, and
        # take only wheels that fit.
        answer = _compile(files, target, target.wider, root, ui, *how)
    packages = tomllib.loads(answer).get("packages", [])
    pins = [_pin(package, target, root) for package in packages if not _is_project(package, root)]
    named = requirements.hashes(files)
    return tuple(sorted((_held_to(pin, named) for pin in pins), key=lambda pin: pin.name))


def needed_by(
    pins: Sequence[Pin], files: Sequence[Path], target: Target, root: Path, ui: Ui
) -> dict[str, set[str]]:
    """For each of ``pins`` the names of those that ask for it; "" stands for the project itself.

    Asks uv again, held to ``pins``, for the form of its answer that says so.
    """
    with listed(f"{pin.name}=={pin.version}" for pin in pins if pin.version) as known:
        how = ("--annotation-style", "line", "--constraints", known)
        try:  # everything was looked up a moment ago
            answer = _compile(files, target, target.wider, root, ui, *how, "--offline")
        except BundleError:
            answer = _compile(files, target, target.wider, root, ui, *how)
    return dict(_asked(answer))


def _asked(answer: str) -> Iterator[tuple[str, set[str]]]:
    for line in answer.splitlines():
        requirement, _, comment = line.partition("# via ")
        if name := re.match(r"[\w.-]+", requirement):
            askers = (asker.strip() for asker in comment.split(", "))
            yield name[0], {_asker(asker) for asker in askers if not asker.startswith("-c ")}


def environment() -> dict[str, str]:
    """The environment that uv gets."""
    clean = run.clean_environment(UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1")
    kept = {key: value for key, value in clean.items() if key not in _OURS_TO_CHOOSE}
    return {"UV_HTTP_RETRIES": "2"} | kept  # uv's own 3 keep one waiting 9 s without network


def options(target: Target, platform: str) -> list[str]:
    """uv's options for ``target`` under one of its platform's names: wheels only."""
    # Any interpreter will do to run uv's questions; without this one it looks for the target's,
    # which takes seconds where pyenv's shims are on the path.
    here = ["--python", sys.executable]
    for_python = ["--python-version", target.python, "--python-platform", platform]
    return [*here, *for_python, "--only-binary", ":all:"]


@contextmanager
def excludes() -> Iterator[list[str]]:
    """uv's options that leave lift itself out, whatever the requirements say."""
    with listed([_OURSELVES]) as ours:
        yield ["--excludes", ours]


@contextmanager
def listed(lines: Iterable[str]) -> Iterator[str]:
    """The path of a file with ``lines``, for the time of the context."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        yield file.name


def explain(error: CommandFailed, target: Target) -> BundleError:
    """What uv's message means for the user of lift."""
    said = error.details
    if lost := _UNREACHABLE.search(said):
        return BundleError(
            f"the package index cannot be reached: {lost[1]}",
            hint="check the network, and UV_DEFAULT_INDEX if you use an index of your own",
        )
    if "the network was disabled" in said:
        return BundleError(
            "the network is disabled (UV_OFFLINE), and not all packages are in uv's cache",
            hint="run once with network",
        )
    if found := _NO_WHEEL.findall(said):
        exact = {name: version for name, version, _ in found if version}
        names = {name or hinted for name, _, hinted in found}
        return _no_wheel([name + exact.get(name, "") for name in names], target)
    cause, _, advice = said.partition("\nhint: ")
    message = f"the dependencies cannot be resolved: {one_line(cause)}"
    return BundleError(message, hint=one_line(advice))


def _no_wheel(names: Iterable[str], target: Target) -> NoWheel:
    return NoWheel(
        f"there is no wheel of {', '.join(sorted(names))} for {target}",
        hint="use a version or a package with a wheel (many have a -binary twin), another runtime "
        "or architecture, or a wheel that you built for it, named by its path",
    )


def _compile(
    files: Sequence[Path], target: Target, platform: str, root: Path, ui: Ui, *how: str
) -> str:
    with excludes() as ours:
        command = [run.uv(), "pip", "compile", *map(str, files), *options(target, platform), *how]
        command += ["--no-header", "--quiet", *ours]
        try:
            return run.run(command, cwd=root, environment=environment()).stdout
        except CommandFailed as error:
            if not _UNREACHABLE.search(error.details):
                raise explain(error, target) from None
            return _from_cache(command, error, target, root, ui)


def _from_cache(
    command: Sequence[str], error: CommandFailed, target: Target, root: Path, ui: Ui
) -> str:
    """The same without network; if that does not do, the network is what is missing."""
    try:
        answer = run.run([*command, "--offline"], cwd=root, environment=environment()).stdout
    except CommandFailed:
        raise explain(error, target) from None
    ui.note("the package index cannot be reached: dependencies resolved from uv's cache")
    return answer


def _pin(package: dict[str, Any], target: Target, root: Path) -> Pin:
    name, version = package["name"], package.get("version", "")
    if wheels := package.get("wheels"):
        fitting = [wheel for wheel in wheels if target.loads(_file_name(wheel))]
        if not fitting:
            raise _no_wheel([f"{name}=={version}"], target)
        return Pin(name, version, _hashes(fitting))
    if archive := package.get("archive"):
        where = archive.get("url") or (root / archive["path"]).resolve().as_uri()
        return Pin(name, version, _hashes([archive]), where)
    raise NoWheel(
        f"{name} comes from a folder or a repository, and lift installs wheels",
        hint="build a wheel (uv build --wheel) and name its path in the requirements",
    )


def _held_to(pin: Pin, named: Mapping[str, set[str]]) -> Pin:
    """``pin`` with those of its hashes that the requirements name, where they name any."""
    if pin.name not in named:
        return pin
    if allowed := tuple(value for value in pin.hashes if value in named[pin.name]):
        return replace(pin, hashes=allowed)
    raise BundleError(
        f"no wheel of {pin.name}=={pin.version} that fits has a hash that the requirements name",
        hint="make the requirements anew, with hashes for the runtime's platform",
    )


def _hashes(files: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Their SHA-256s; an index may give none."""
    found = (file.get("hashes", {}).get("sha256") for file in files)
    return tuple(sorted(value for value in found if value))


def _file_name(wheel: dict[str, Any]) -> str:
    where = wheel.get("name") or wheel.get("url") or wheel["path"]
    return unquote(urlsplit(where).path.rpartition("/")[2])


def _is_project(package: dict[str, Any], root: Path) -> bool:
    """A requirement for the project itself (``-e .``), whose code goes in anyway."""
    folder = package.get("directory", {}).get("path")
    return folder is not None and (root / folder).resolve() == root.resolve()


def _asker(text: str) -> str:
    """A package's name, or "" for a file of requirements ("-r requirements.txt")."""
    return text if re.fullmatch(r"[\w.-]+", text) else ""


def one_line(text: str) -> str:
    """uv's message without its labels, in one line."""
    text = text.removeprefix("error: ").replace("cause: ", "")
    text = text.removeprefix("No solution found when resolving dependencies")
    return " ".join(text.split()).rstrip(".")
