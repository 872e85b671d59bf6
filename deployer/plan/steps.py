"""The five things that can happen to a resource, each with its reason."""

from dataclasses import dataclass
from typing import ClassVar

from ..resources.desired import Resource
from .actual import Found
from .changes import Change


@dataclass(frozen=True)
class Create:
    resource: Resource
    reason: str
    action: ClassVar[str] = "create"


@dataclass(frozen=True)
class Update:
    resource: Resource
    found: Found
    changes: tuple[Change, ...]
    action: ClassVar[str] = "update"

    @property
    def reason(self) -> str:
        return words(self.found, self.changes)


@dataclass(frozen=True)
class Replace:
    """Deleted and made again, for what AWS cannot change in place."""

    resource: Resource
    found: Found
    changes: tuple[Change, ...]
    action: ClassVar[str] = "replace"

    @property
    def reason(self) -> str:
        return words(self.found, self.changes)


@dataclass(frozen=True)
class Delete:
    found: Found
    reason: str
    action: ClassVar[str] = "delete"

    @property
    def resource(self) -> Resource:
        return self.found.resource


@dataclass(frozen=True)
class Keep:
    resource: Resource
    found: Found
    reason: str = "as it should be"
    action: ClassVar[str] = "keep"


Step = Create | Update | Replace | Delete | Keep


def words(found: Found, changes: tuple[Change, ...]) -> str:
    """The changes in one line, each said once, and how it came to be so where that is known."""
    said = [change.words for change in changes]
    if any(change.by_hand for change in changes):
        said.append("changed by hand")
    return "; ".join(dict.fromkeys([*said, *found.remarks]))
