"""What the project itself requires, as it is written: beside the locks, which name all alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import pipfile_lock, pyproject, requirements
from .inputs import Inputs

if TYPE_CHECKING:
    from packaging.requirements import Requirement


def find(inputs: Inputs) -> dict[str, "Requirement"]:
    """The project's own requirements by their names, as far as they have one.

    Of a lock those of the file that it was made from, none where that is not beside it.
    """
    return {requirements.normal(each.name): each for each in written(inputs)}


def written(inputs: Inputs) -> Iterator["Requirement"]:
    """The same one by one: a package may be required once for each platform or Python."""
    from packaging.requirements import InvalidRequirement, Requirement

    for line in _lines(inputs):
        try:
            yield Requirement(line)
        except InvalidRequirement:  # an option, a path
            continue


def _lines(inputs: Inputs) -> list[str]:
    file = inputs.files[0]
    if file.name == "Pipfile.lock":
        return pipfile_lock.asked(file, inputs.groups)
    if inputs.lock or file.name == pyproject.NAME:
        path = inputs.folder / pyproject.NAME
        return pyproject.requirements(path, inputs.groups, inputs.extras, loosely=True)
    lines = requirements.lines(inputs.files)
    return [line.partition(" #")[0].partition(" --")[0] for line in lines]
