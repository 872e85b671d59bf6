"""What all resources share: a key, a title, and notes on their fields for the plan.

A field's ``metadata`` tells the plan how to compare and what to say:

* ``HIDDEN``: values are never shown, only which names were added, changed or removed
* ``OPAQUE``: a digest, an ARN or a document; "changed" says it all
* ``SUBSET``: tags, of which those that others set are no difference
* ``CONSTANT``: lift always sets it to this, so that another value is somebody's doing
* ``FREE``: None takes what there is
* ``FIXED``: AWS cannot change it in place; the resource is replaced
* ``{"absent": …}``: what to say when there is none

A field with ``compare=False`` is what the executor needs (a file to upload), not a property.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

HIDDEN: Mapping[str, bool] = {"hidden": True}
OPAQUE: Mapping[str, bool] = {"opaque": True}
SUBSET: Mapping[str, bool] = {"subset": True}
CONSTANT: Mapping[str, bool] = {"constant": True}
FREE: Mapping[str, bool] = {"free": True}
FIXED: Mapping[str, bool] = {"fixed": True}


class Resource(ABC):
    """What a deployment consists of; each kind is a frozen dataclass of its own."""

    removable: ClassVar[bool] = False
    """Whether it goes, after the switch, when the settings no longer want it."""

    best_effort: ClassVar[bool] = False
    """Whether what was deployed is as good when it cannot be deleted."""

    on_function: ClassVar[bool] = False
    """Whether it is a part of the function, which takes it along when it goes."""

    used_by: ClassVar[tuple[str, ...]] = ()
    """Keys of what must be gone before ``lift undeploy`` deletes it."""

    @property
    @abstractmethod
    def key(self) -> str:
        """Its name in the plan, unique within a stage."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What a person reads: "role shop-production-eu-west-1"."""

    @property
    def known_as(self) -> tuple[str, ...]:
        """The title, and AWS's own name for it where it has one."""
        name = getattr(self, "name", "")
        return (self.title, name) if name else (self.title,)

    @property
    def of_door(self) -> str:
        """Key of the front door that it is or is a part of; empty: of none."""
        return ""

    @property
    def after(self) -> tuple[str, ...]:
        """Keys of what must be done first although no ``Ref`` says so."""
        return ()
