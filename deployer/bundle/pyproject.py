"""What pyproject.toml says of the dependencies: PEP 621, PEP 735 and the tables of Poetry and PDM.

What versions they come to is ``resolve``'s work.
"""

import fnmatch
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from . import poetry_table, toml
from .requirements import OURSELVES, name

NAME = "pyproject.toml"


def names_dependencies(path: Path) -> bool:
    """Whether ``path`` has dependencies, be it an empty list. Raises for dynamic ones."""
    project, poetry = _tables(path)
    if "dependencies" in project or "dependencies" in poetry:
        return True
    if "dependencies" in project.get("dynamic", ()):
        raise SettingsError(
            f"{path}: the dependencies are dynamic, made by the build backend",
            hint="name the file that they come from in the settings: requirements",
        )
    return False


def is_member(workspace: Path, folder: Path) -> bool:
    """Whether ``folder`` belongs to uv's workspace whose pyproject.toml is ``workspace``."""
    declared = toml.read(workspace).get("tool", {}).get("uv", {}).get("workspace", {})
    inside = folder.relative_to(workspace.parent).as_posix()

    def matches(key: str) -> bool:
        return any(fnmatch.fnmatch(inside, pattern) for pattern in declared.get(key, ()))

    return matches("members") and not matches("exclude")


def groups(path: Path) -> set[str]:
    """The names of the dependency groups."""
    content = toml.read(path)
    tool = content.get("tool", {})
    return {
        *content.get("dependency-groups", ()),
        *tool.get("poetry", {}).get("group", ()),
        *tool.get("pdm", {}).get("dev-dependencies", ()),
    }


def extras(path: Path) -> set[str]:
    """The names of the project's own extras."""
    project, poetry = _tables(path)
    return {*project.get("optional-dependencies", ()), *poetry.get("extras", ())}


def names_indexes(path: Path) -> bool:
    """Whether uv is told from which index to take single packages."""
    sources = toml.read(path).get("tool", {}).get("uv", {}).get("sources", {})
    return any("index" in each for value in sources.values() for each in _several(value))


def requires_python(path: Path) -> str:
    """The Pythons that the project takes, as a specifier."""
    project, poetry = _tables(path)
    return str(project.get("requires-python") or poetry_table.python(poetry))


def only_poetry_reads(path: Path, asked: Collection[str]) -> bool:
    """Whether the dependencies, or one of the groups ``asked`` for, stand in Poetry's own table."""
    project, poetry = _tables(path)
    return "dependencies" not in project or bool(set(asked).intersection(poetry.get("group", ())))


def requirements(
    path: Path, asked: Collection[str], extras: Collection[str], *, loosely: bool = False
) -> list[str]:
    """What the project asks for, with groups and extras, one requirement each (PEP 508).

    ``loosely`` takes any version where Poetry's table says what PEP 508 cannot say.
    """
    content = toml.read(path)
    project, poetry = _tables(path)
    found = list(project.get("dependencies", ()))
    for extra in extras:
        found += project.get("optional-dependencies", {}).get(extra, ())
    for group in asked:
        found += _group(content.get("dependency-groups", {}), group)
    if "dependencies" in project:
        poetry = {key: value for key, value in poetry.items() if key != "dependencies"}
    table = poetry_table.requirements(
        poetry, path.parent, groups=asked, extras=extras, loosely=loosely
    )
    return [*found, *table]


def not_held_to(path: Path) -> set[str]:
    """Packages that a lock may have in another version than the project asks for, or not at all.

    The project itself, lift, and what uv or PDM are told to override.
    """
    tool = toml.read(path).get("tool", {})
    overridden = [
        *tool.get("uv", {}).get("override-dependencies", ()),
        *tool.get("pdm", {}).get("resolution", {}).get("overrides", ()),
    ]
    project, poetry = _tables(path)
    own = [table["name"] for table in (project, poetry) if "name" in table]
    return {name(line) for line in (*overridden, *own, OURSELVES)}


def _group(groups: dict[str, Any], name: str) -> Iterator[str]:
    for entry in groups.get(name, ()):
        if isinstance(entry, dict):
            yield from _group(groups, entry["include-group"])
        else:
            yield entry


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _tables(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """``[project]`` and ``[tool.poetry]``."""
    content = toml.read(path)
    return content.get("project", {}), content.get("tool", {}).get("poetry", {})
