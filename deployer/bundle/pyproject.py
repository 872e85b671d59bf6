"""What pyproject.toml says of the dependencies: PEP 621's table, and Poetry's own."""

import fnmatch
import tomllib
from pathlib import Path
from typing import Any

from ..errors import SettingsError


def read(path: Path) -> dict[str, Any]:
    """The content of ``path``; {} when it is not there. Raises ``SettingsError`` for bad TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from None


def names_dependencies(path: Path) -> bool:
    """Whether ``path`` has dependencies, be it an empty list. Raises for dynamic ones."""
    project = read(path).get("project", {})
    if "dependencies" in project.get("dynamic", ()):
        raise SettingsError(
            f"{path}: the dependencies are dynamic, made by the build backend",
            hint="name the file that they come from in the settings: requirements",
        )
    return "dependencies" in project


def is_member(workspace: Path, folder: Path) -> bool:
    """Whether ``folder`` belongs to uv's workspace whose pyproject.toml is ``workspace``."""
    declared = read(workspace).get("tool", {}).get("uv", {}).get("workspace", {})
    inside = folder.relative_to(workspace.parent).as_posix()

    def matches(key: str) -> bool:
        return any(fnmatch.fnmatch(inside, pattern) for pattern in declared.get(key, ()))

    return matches("members") and not matches("exclude")
