"""Pipfile.lock, as requirements: it lists hashes without the names of the files they are of.

The fields are those of Pipenv's own ``pipenv/utils/locking.py`` (pipfile-spec 6).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from . import toml


def read(path: Path) -> dict[str, Any]:
    """The content of the lock at ``path``."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SettingsError(f"{path} is not valid JSON: {error}") from None
    return content


def requirements(path: Path, categories: Iterable[str]) -> list[str]:
    """The default packages of the lock at ``path``, and those of ``categories``."""
    lock = read(path)
    return [
        _line(name, package, path.parent)
        for category in ("default", *categories)
        for name, package in lock.get(category, {}).items()
    ]


def asked(path: Path, categories: Iterable[str]) -> list[str]:
    """What the Pipfile beside the lock asks for, without where it comes from."""
    pipfile = toml.read(path.with_name("Pipfile"))
    packages = [pipfile.get(category, {}) for category in ("packages", *categories)]
    return [_asked(name, each) for table in packages for name, each in table.items()]


def _asked(name: str, package: str | dict[str, Any]) -> str:
    details = {"version": package} if isinstance(package, str) else package
    version = details.get("version", "*")
    markers = f" ; {details['markers']}" if "markers" in details else ""
    return f"{name}{'' if version == '*' else version}{markers}"


def _line(name: str, package: dict[str, Any], folder: Path) -> str:
    extras = f"[{','.join(package['extras'])}]" if package.get("extras") else ""
    markers = f" ; {package['markers']}" if "markers" in package else ""
    hashes = "".join(f" --hash={value}" for value in package.get("hashes", ()))
    return f"{name}{extras}{_source(package, folder)}{markers}{hashes}"


def _source(package: dict[str, Any], folder: Path) -> str:
    inside = f"#subdirectory={package['subdirectory']}" if "subdirectory" in package else ""
    if "git" in package:
        return f" @ git+{package['git']}@{package['ref']}{inside}"
    if where := package.get("path") or package.get("file"):
        return f" @ {where if '://' in where else (folder / where).resolve().as_uri()}{inside}"
    version: str = package["version"]
    return "" if version == "*" else version
