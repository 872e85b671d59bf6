"""Where the dependencies are named: the files that the settings give, or that lie beside them.

Reads no more than whether a file names dependencies; what they resolve to is ``resolve``'s work.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import SettingsError
from ..settings.stage import Stage

_SUPPORTED = "lift reads requirements files and [project] dependencies in pyproject.toml"

# https://pip.pypa.io/en/stable/reference/requirements-file-format/
_INDEX = re.compile(r"(-i|--index-url|--extra-index-url|-f|--find-links|--no-index)\b")
_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")


def find(stage: Stage) -> tuple[Path, ...]:
    """The files that name the dependencies of ``stage``; none when it has no dependencies.

    In this order: ``requirements`` in the settings, requirements.txt, pyproject.toml.
    Raises ``SettingsError`` for a named file that is not there or names none.
    """
    if stage.requirements:
        return tuple(_named(stage, name) for name in stage.requirements)
    if (found := stage.root / "requirements.txt").is_file():
        return (found,)
    if (found := stage.root / "pyproject.toml").is_file() and _names_dependencies(found):
        return (found,)
    return ()


def lines(files: Iterable[Path]) -> Iterator[str]:
    """The lines of requirements ``files`` and of those they include, continued ones joined."""
    for file in files:
        if file.suffix == ".toml" or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        for line in re.sub(r"\\\r?\n", " ", text).splitlines():
            if included := _INCLUDE.match(line):
                yield from lines([file.parent / included[1]])
            else:
                yield line.strip()


def index_options(files: Iterable[Path]) -> tuple[str, ...]:
    """The lines that say where packages are."""
    return tuple(line for line in lines(files) if _INDEX.match(line))


def hashes(files: Iterable[Path]) -> dict[str, set[str]]:
    """For each package that is named with hashes, its SHA-256s."""
    found: dict[str, set[str]] = {}
    for line in lines(files):
        name = re.match(r"[A-Za-z0-9][\w.-]*", line)
        if name and (given := re.findall(r"--hash=sha256:([0-9a-fA-F]{64})", line)):
            found.setdefault(normal(name[0]), set()).update(value.lower() for value in given)
    return found


def normal(name: str) -> str:
    """A distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(stage: Stage, name: str) -> Path:
    path = stage.root / name
    if not path.is_file():
        raise SettingsError(
            f"{stage.name}: requirements names {name}, and there is no such file in {stage.root}",
            hint="paths are relative to the settings file",
        )
    if path.name == "pyproject.toml" and not _names_dependencies(path):
        raise SettingsError(f"{path} has no [project] dependencies", hint=_SUPPORTED)
    return path


def _names_dependencies(pyproject: Path) -> bool:
    try:
        project = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("project", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{pyproject} is not valid TOML: {error}") from None
    if "dependencies" in project.get("dynamic", ()):
        raise SettingsError(
            f"{pyproject}: the dependencies are dynamic, made by the build backend",
            hint="name the file that they come from in the settings: requirements",
        )
    return "dependencies" in project
