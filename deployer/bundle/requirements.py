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

# https://pip.pypa.io/en/stable/reference/requirements-file-format/#global-options
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


def index_options(files: Iterable[Path]) -> Iterator[str]:
    """The lines of requirements ``files``, and of those they include, that name an index."""
    for file in files:
        if file.suffix == ".toml" or not file.is_file():
            continue
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            if _INDEX.match(line):
                yield line
            elif included := _INCLUDE.match(line):
                yield from index_options([file.parent / included[1]])


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
