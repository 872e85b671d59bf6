"""Locks, read into the form that they have in common: PEP 751's, as a dictionary.

A lock is obeyed exactly: nothing is resolved, so no index is asked for what it has.
"""

from collections.abc import Callable

from ..errors import SettingsError
from . import pyproject, uv_lock
from .inputs import Inputs
from .pin import Document, Pin, select
from .target import Target


def pins(inputs: Inputs, target: Target) -> tuple[Pin, ...]:
    """What the lock of ``inputs`` has for ``target``, by name."""
    read = _READERS.get(inputs.files[0].name, _pylock)
    asked = {"extras": inputs.extras, "groups": inputs.groups}
    return select(
        read(inputs), target, inputs.folder, **asked, direct=True, from_source=inputs.from_source
    )


def _pylock(inputs: Inputs) -> Document:
    lock = inputs.files[0]
    document = pyproject.read(lock)
    for asked, known in ((inputs.extras, "extras"), (inputs.groups, "dependency-groups")):
        if missing := set(asked) - set(document.get(known, ())):
            raise SettingsError(
                f"{lock.name} has no {' and '.join(sorted(missing))} among its {known}",
                hint="make the lock anew with them, or take them out of the settings",
            )
    return document


Reader = Callable[[Inputs], Document]
_READERS: dict[str, Reader] = {"uv.lock": uv_lock.read}
