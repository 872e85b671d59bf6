"""Carries out the steps of a plan on AWS, by the table of carriers.

A creating call that answers "already exists" found what an earlier run (or a lost answer) left
behind: with our tags that is success, and what differs is put right.
"""

from typing import TYPE_CHECKING, Any

from ..aws.absent import made
from ..aws.errors import doing
from ..aws.wait import until
from ..errors import NotOurs
from ..plan.actual import Found
from ..resources.base import Resource
from ..resources.function import Function
from ..resources.ref import Attributes
from .carriers import CARRIERS, Carrier
from .observe import is_ours

if TYPE_CHECKING:
    from ..aws.session import Aws

_SHOWN_WITHIN = 60.0  # seconds until a reading shows what was just made


class Cloud:
    """Creates, updates, replaces and deletes resources; references in them are resolved."""

    def __init__(self, aws: "Aws") -> None:
        self._aws = aws

    def create(self, resource: Resource) -> Attributes:
        with doing(f"create {resource.title}", secrets=_secrets(resource)):
            attributes = made(lambda: self._create(resource))
            return self._take(resource) if attributes is None else attributes

    def update(self, resource: Resource, found: Found) -> Attributes:
        with doing(f"update {resource.title}"):
            return self._update(resource, found)

    def replace(self, resource: Resource, found: Found) -> Attributes:
        with doing(f"replace {resource.title}"):
            self._delete(found)
            return self._create(resource)

    def delete(self, found: Found) -> None:
        with doing(f"delete {found.resource.title}"):
            self._delete(found)

    def _create(self, resource: Resource) -> Attributes:
        create = _carrier(resource).create
        if create is None:
            raise AssertionError(f"{resource.title} is never created")
        return create(self._aws, resource)

    def _update(self, resource: Resource, found: Found) -> Attributes:
        """What changes at most are attributes that ``found`` has."""
        update = _carrier(resource).update
        if update is None:
            raise AssertionError(f"{resource.title} has nothing that can be updated")
        return {**found.attributes, **(update(self._aws, resource, found.resource) or {})}

    def _delete(self, found: Found) -> None:
        delete = _carrier(found.resource).delete
        if delete is None:
            raise AssertionError(f"{found.resource.title} is never deleted by a plan")
        delete(self._aws, found.resource)

    def _take(self, resource: Resource) -> Attributes:
        """``resource`` is there already: put right what differs, if it is ours."""
        found = self._found(resource)
        if not is_ours(found, self._aws.target):
            raise NotOurs(
                f"{resource.title} is there already and does not carry our tags",
                hint='rename or remove it, or choose another "project" in the settings',
            )
        if _carrier(resource).update:
            return self._update(resource, found)
        if _carrier(resource).delete:
            self._delete(found)
            return self._create(resource)
        return found.attributes

    def _found(self, resource: Resource) -> Found:
        find = _carrier(resource).find
        if find is None:
            raise AssertionError(f"nothing says that {resource.title} exists already")
        found = until(  # reads lag behind writes
            lambda: find(self._aws, resource),
            lambda there: there is not None,
            self._aws,
            what=f"AWS to show {resource.title}, which is there",
            usually="a few seconds",
            timeout=_SHOWN_WITHIN,
        )
        if found is None:
            raise AssertionError(f"until gave {resource.title} that is not there")
        return found


def _carrier(resource: Resource) -> Carrier[Any]:
    return CARRIERS[type(resource)]


def _secrets(resource: Resource) -> list[str]:
    """What must not be shown when AWS repeats what it refuses."""
    return (
        list(map(str, resource.spec.environment.values())) if isinstance(resource, Function) else []
    )
