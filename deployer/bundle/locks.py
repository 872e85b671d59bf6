"""Locks and the like, read into the form that they have in common: PEP 751's, as a dictionary.

A lock is obeyed exactly: nothing is resolved, so no index is asked what else it has. What says
less, or something of its own, becomes requirements for uv.
"""

from collections.abc import Callable

from . import pdm_lock, pipfile_lock, poetry_lock, pyproject, toml, uv_lock
from .inputs import Inputs
from .pin import Document, Pin, select
from .target import Target


def reads(inputs: Inputs) -> bool:
    """Whether the lock of ``inputs`` says enough by itself."""
    return inputs.lock is not None and inputs.lock.name != "Pipfile.lock"


def as_requirements(inputs: Inputs) -> list[str] | None:
    """What only its own tool reads, as requirements; None for what uv reads itself."""
    file, asked = inputs.files[0], (inputs.groups, inputs.extras)
    if file.name == "Pipfile.lock":
        return pipfile_lock.requirements(file, inputs.groups)
    if file.name == pyproject.NAME and pyproject.only_poetry_reads(file, inputs.groups):
        return pyproject.requirements(file, *asked)
    return None


def pins(inputs: Inputs, target: Target) -> tuple[Pin, ...]:
    """What the lock of ``inputs`` has for ``target``, by name."""
    read = _READERS.get(inputs.files[0].name, _pylock)
    return select(
        read(inputs, target),
        target,
        inputs.folder,
        extras=inputs.extras,
        groups=inputs.groups,
        direct=True,
        from_source=inputs.from_source,
    )


def _pylock(inputs: Inputs, _target: Target) -> Document:
    return toml.read(inputs.files[0])


Reader = Callable[[Inputs, Target], Document]
_READERS: dict[str, Reader] = {
    "uv.lock": uv_lock.read,
    "poetry.lock": poetry_lock.read,
    "pdm.lock": pdm_lock.read,
}
