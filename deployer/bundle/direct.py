"""What the project itself requires, as it is written: beside the locks, which name all alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import pyproject, requirements
from .inputs import Inputs

if TYPE_CHECKING:
    from packaging.requirements import Requirement


def find(inputs: Inputs) -> dict[str, "Requirement"]:
    """The project's own requirements by their names, as far as they have one.

    Of a lock those of the pyproject.toml beside it, none where there is no such file.
    """
    from packaging.requirements import InvalidRequirement, Requirement

    found = {}
    for line in _lines(inputs):
        try:
            requirement = Requirement(line)
        except InvalidRequirement:  # an option, a path
            continue
        found[requirements.normal(requirement.name)] = requirement
    return found


def _lines(inputs: Inputs) -> Iterator[str]:
    if not inputs.lock and inputs.files[0].suffix != ".toml":
        for line in requirements.lines(inputs.files):
            yield line.partition(" #")[0].partition(" --")[0]
        return
    content = pyproject.read(inputs.folder / "pyproject.toml")
    project = content.get("project", {})
    yield from project.get("dependencies", ())
    for extra in inputs.extras:
        yield from project.get("optional-dependencies", {}).get(extra, ())
    for group in inputs.groups:
        yield from (
            each
            for each in content.get("dependency-groups", {}).get(group, ())
            if isinstance(each, str)
        )
    yield from map(
        _poetry, content.get("tool", {}).get("poetry", {}).get("dependencies", {}).items()
    )


def _poetry(item: tuple[str, Any]) -> str:
    """Poetry's own table has versions in a form of its own: what counts is whether there is one."""
    name, value = item
    given = value if isinstance(value, dict) else {"version": value}
    extras = f"[{','.join(given['extras'])}]" if given.get("extras") else ""
    return f"{name}{extras}" + ("" if given.get("version", "*") == "*" else ">0")
