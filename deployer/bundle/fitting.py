"""Whether what is locked and asked for fits: the runtime's Python, and the lock its project.

Looks before anything is fetched or built.
"""

from collections.abc import Iterable

from ..errors import BundleError, SettingsError
from . import direct, pyproject, requirements
from .inputs import Inputs
from .pin import Pin
from .target import Target

_ANEW = {
    "uv.lock": "uv lock",
    "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock",
    "Pipfile.lock": "pipenv lock",
}
_PATCHES = 100  # more than a minor version of Python ever has


def check_python(inputs: Inputs, target: Target, runtime: str) -> None:
    """Raise ``SettingsError`` when the project does not take the Python of ``runtime``."""
    from packaging.specifiers import SpecifierSet

    path = inputs.folder / pyproject.NAME
    asked = SpecifierSet(pyproject.requires_python(path))
    # AWS chooses the patch release: one that fits will do.
    if not any(asked.contains(f"{target.python}.{patch}") for patch in range(_PATCHES)):
        raise SettingsError(
            f"the project takes Python {asked} ({path.name}), and the runtime is {runtime}",
            hint="choose another runtime in the settings, or widen requires-python",
        )


def check_lock(inputs: Inputs, pins: Iterable[Pin], target: Target) -> None:
    """Raise ``BundleError`` when the project asks for what its lock does not have."""
    locked = {pin.name: pin.version for pin in pins}
    other = pyproject.not_held_to(inputs.folder / pyproject.NAME)
    for asked in direct.written(inputs):
        name = requirements.normal(asked.name)
        if name in other or (asked.marker and not target.takes(str(asked.marker))):
            continue
        version = locked.get(name)
        if version is None or (version and not asked.specifier.contains(version, prereleases=True)):
            there = f"has {version}" if version else "does not have it"
            raise BundleError(
                f"{inputs.named} is out of date: the project asks for {name}{asked.specifier}, "
                f"and the lock {there}",
                hint=f"make it anew: {_ANEW.get(inputs.files[0].name, 'as it was made')}",
            )
