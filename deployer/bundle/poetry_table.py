"""Poetry's own table in pyproject.toml, as requirements that every tool reads (PEP 508).

https://python-poetry.org/docs/dependency-specification/
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from .poetry_versions import specifier
from .requirements import normal

Table = Mapping[str, Any]


def requirements(
    table: Table,
    folder: Path,
    *,
    groups: Collection[str] = (),
    extras: Collection[str] = (),
    loosely: bool = False,
) -> list[str]:
    """What ``[tool.poetry]`` in ``folder`` asks for: main dependencies, ``groups``, ``extras``.

    ``loosely`` takes any version in the place of several ranges, which PEP 508 cannot say.
    """
    optional = {normal(name) for extra in extras for name in table.get("extras", {}).get(extra, ())}
    tables = [table.get("dependencies", {})]
    tables += [table.get("group", {}).get(group, {}).get("dependencies", {}) for group in groups]
    return [
        _line(name, details, folder)
        for each in tables
        for name, specification in each.items()
        if name != "python"
        for details in _tables(specification, loosely=loosely)
        if not details.get("optional") or normal(name) in optional
    ]


def python(table: Table) -> str:
    """The Pythons that the project takes, as a specifier."""
    asked = table.get("dependencies", {}).get("python", "")
    return specifier(asked["version"] if isinstance(asked, dict) else asked)


def _tables(specification: Any, *, loosely: bool) -> Iterator[Table]:
    """A dependency may be written as a version, as a table, or as several for different markers."""
    for one in specification if isinstance(specification, list) else [specification]:
        details = dict(one) if isinstance(one, dict) else {"version": one}
        if loosely and "|" in details.get("version", ""):
            details["version"] = "*"
        yield details


def _line(name: str, details: Table, folder: Path) -> str:
    extras = f"[{','.join(details['extras'])}]" if details.get("extras") else ""
    markers = " and ".join(f"({marker})" for marker in _markers(details))
    return f"{name}{extras}{_source(details, folder)}{f' ; {markers}' if markers else ''}"


def _source(details: Table, folder: Path) -> str:
    inside = f"#subdirectory={details['subdirectory']}" if "subdirectory" in details else ""
    if "git" in details:
        revision = next((details[key] for key in ("rev", "tag", "branch") if key in details), "")
        return f" @ git+{_address(details['git'])}{f'@{revision}' if revision else ''}{inside}"
    if "url" in details:
        return f" @ {details['url']}{inside}"
    if path := details.get("path") or details.get("file"):
        return f" @ {(folder / path).resolve().as_uri()}{inside}"
    return specifier(details.get("version", "*"))


def _address(repository: str) -> str:
    """``git@host:owner/name``, git's own short form, as a URL."""
    host, colon, path = repository.partition(":")
    return repository if "://" in repository or not colon else f"ssh://{host}/{path}"


def _markers(details: Table) -> Iterator[str]:
    if "markers" in details:
        yield details["markers"]
    if "platform" in details:
        yield f"sys_platform == '{details['platform']}'"
    for part in filter(None, specifier(details.get("python", "*")).split(",")):
        sign = part.rstrip("0123456789.*")
        yield f"python_full_version {sign} '{part.removeprefix(sign)}'"
