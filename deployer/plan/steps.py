"""The five things that can happen to a resource, each with its reason."""

from dataclasses import dataclass
from typing import ClassVar

from ..resources.base import Resource
from .actual import Found
from .changes import Change


@dataclass(frozen=True)
class Create:
    resource: Resource
    reason: str
    action: ClassVar[str] = "create"


@dataclass(frozen=True)
class _Different:
    """A resource that is there and is not as it should be."""

    resource: Resource
    found: Found
    changes: tuple[Change, ...]

    @property
    def differences(self) -> dict[str, str]:
        """What differs in which field, each once: a release says most of it twice."""
        return {change.name: change.said for change in self.changes}

    @property
    def reason(self) -> str:
        """The changes in one line, and how it came to be so where that is known."""
        said = dict.fromkeys(change.words for change in self.changes)
        return "; ".join([*said, *self.found.remarks])


@dataclass(frozen=True)
class Update(_Different):
    action: ClassVar[str] = "update"


@dataclass(frozen=True)
class Replace(_Different):
    """Deleted and made again, for what AWS cannot change in place."""

    action: ClassVar[str] = "replace"


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


def document(step: Step) -> dict[str, object]:
    """The step as ``--json`` shows it; ``changes`` only where it is there and differs."""
    shown: dict[str, object] = {
        "action": step.action,
        "resource": step.resource.title,
        "reason": step.reason,
    }
    if isinstance(step, _Different):
        shown["changes"] = [change.document() for change in step.changes]
    return shown
