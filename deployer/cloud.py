"""What one step of a plan means on AWS: which resource is which module's matter.

A creating call that answers "already exists" found what an earlier run (or a lost answer) left
behind: with our tags that is success, and what differs is put right.
"""

from typing import TYPE_CHECKING

from .aws import (
    alias,
    function,
    function_url,
    http_api,
    layer,
    log_group,
    permission,
    repository,
    role,
    rule,
    storage,
    version,
)
from .aws.absent import made
from .aws.errors import doing
from .aws.wait import until
from .errors import NotOurs
from .observe import is_ours
from .plan.actual import Found
from .release import release
from .resources.alias import Alias
from .resources.bucket import Bucket
from .resources.desired import Resource
from .resources.function import Function
from .resources.function_url import FunctionUrl
from .resources.http_api import HttpApi
from .resources.image import Image
from .resources.layer import Layer
from .resources.log_group import LogGroup
from .resources.permission import Permission
from .resources.published_image import PublishedImage
from .resources.published_layer import PublishedLayer
from .resources.published_version import PublishedVersion
from .resources.ref import Attributes
from .resources.release import Release
from .resources.repository import Repository
from .resources.role import Role
from .resources.rule import Rule
from .resources.switch import Former, Traffic
from .ui import Ui

if TYPE_CHECKING:
    from .aws.session import Aws

_SHOWN_WITHIN = 60.0  # seconds until a reading shows what was just made


def _secrets(resource: Resource) -> list[str]:
    """What must not be shown when AWS repeats what it refuses."""
    return (
        list(map(str, resource.spec.environment.values())) if isinstance(resource, Function) else []
    )


class Cloud:
    """Creates, updates, replaces and deletes resources; references in them are resolved."""

    def __init__(self, aws: "Aws", ui: Ui) -> None:
        self._aws = aws
        self._ui = ui

    def create(self, resource: Resource) -> Attributes:
        with doing(f"create {resource.title}", secrets=_secrets(resource)):
            attributes = made(lambda: self._create(resource))
            return self._take(resource) if attributes is None else attributes

    def update(self, resource: Resource, found: Found) -> Attributes:
        with doing(f"update {resource.title}"):
            return {**found.attributes, **self._update(resource, found)}

    def replace(self, resource: Resource, found: Found) -> Attributes:
        with doing(f"replace {resource.title}"):
            self._delete(found)
            return self._create(resource)

    def delete(self, found: Found) -> None:
        with doing(f"delete {found.resource.title}"):
            self._delete(found)

    def _create(self, resource: Resource) -> Attributes:
        match resource:
            case Former() | Traffic():
                raise AssertionError(f"{resource.title} is never created")
            case Repository():
                return repository.create(self._aws, resource)
            case Image():
                return repository.push(self._aws, resource, self._ui)
            case Role() | LogGroup() | Bucket() | Layer() | HttpApi():
                return self._create_around(resource)
            case PublishedVersion() | PublishedLayer() | PublishedImage():
                raise AssertionError(f"{resource.title} is only found")
            case _:
                return self._create_on_function(resource)

    def _create_around(self, resource: Role | LogGroup | Bucket | Layer | HttpApi) -> Attributes:
        aws = self._aws
        match resource:
            case Role():
                return role.create(aws, resource)
            case LogGroup():
                return log_group.create(aws, resource)
            case Bucket():
                return storage.create(aws, resource, self._ui)
            case Layer():
                return layer.create(aws, resource)
            case HttpApi():
                return http_api.create(aws, resource)

    def _create_on_function(
        self, resource: Function | Alias | FunctionUrl | Release | Permission | Rule
    ) -> Attributes:
        aws = self._aws
        match resource:
            case Function():
                return function.create(aws, resource)
            case Alias():
                return alias.create(aws, resource)
            case FunctionUrl():
                return function_url.create(aws, resource)
            case Release():
                return release(aws, resource, None, self._ui)
            case Permission():
                return permission.create(aws, resource)
            case Rule():
                return rule.create(aws, resource)

    def _update(self, resource: Resource, found: Found) -> Attributes:
        """What changes at most are attributes that ``found`` has."""
        aws = self._aws
        match resource, found.resource:
            case Role(), Role() as was:
                role.update(aws, resource, was)
            case LogGroup(), LogGroup() as was:
                log_group.update(aws, resource, was)
            case Bucket(), Bucket() as was:
                storage.update(aws, resource, was)
            case HttpApi(), HttpApi() as was:
                http_api.update(aws, resource, was, found.attributes["id"])
            case Repository(), Repository() as was:
                repository.update(aws, resource, was)
            case Traffic(), Traffic():
                http_api.lead(aws, resource, found.attributes["id"], self._ui)
            case _:
                return self._update_on_function(resource, found)
        return {}

    def _update_on_function(self, resource: Resource, found: Found) -> Attributes:
        aws = self._aws
        match resource, found.resource:
            case Function(), Function() as was:
                function.tag(aws, resource, was)
            case Alias(), Alias():
                pass
            case FunctionUrl(), FunctionUrl():
                function_url.update(aws, resource)
            case Release(), Release():
                return release(aws, resource, found, self._ui)
            case Rule(), Rule() as was:
                rule.update(aws, resource, was)
            case _:
                raise AssertionError(f"{resource.title} has nothing that can be updated")
        return {}

    def _delete(self, found: Found) -> None:
        aws, resource = self._aws, found.resource
        match resource:
            case HttpApi():
                http_api.delete(aws, found.attributes["id"])
            case FunctionUrl():
                function_url.delete(aws, resource)
            case Permission():
                permission.delete(aws, resource)
            case Rule():
                rule.delete(aws, resource.name)
            case PublishedVersion() | PublishedLayer() | PublishedImage():
                self._delete_published(resource)
            case Repository():
                repository.delete(aws, resource.name)
            case Former():
                if "url" in found.attributes:  # Lambda's own removal of it comes later
                    function_url.delete(aws, FunctionUrl(resource.name))
                function.delete(aws, resource.name)
                self._ui.note(f"the logs of {resource.name} stay until `lift undeploy`")
            case _:
                raise AssertionError(f"{resource.title} is never deleted by a plan")

    def _delete_published(
        self, resource: PublishedVersion | PublishedLayer | PublishedImage
    ) -> None:
        match resource:
            case PublishedVersion():
                version.delete(self._aws, resource.function, resource.number)
            case PublishedLayer():
                layer.delete(self._aws, resource.name, resource.number)
            case PublishedImage():
                repository.remove(self._aws, resource.repository, resource.digest)

    def _take(self, resource: Resource) -> Attributes:
        """``resource`` is there already: put right what differs, if it is ours."""
        found = until(  # reads lag behind writes
            lambda: self._read(resource),
            lambda there: there is not None,
            self._aws,
            what=f"AWS to show {resource.title}, which is there",
            usually="a few seconds",
            timeout=_SHOWN_WITHIN,
        )
        if found is None:
            raise AssertionError(f"until gave {resource.title} that is not there")
        if not is_ours(found, self._aws.target):
            raise NotOurs(
                f"{resource.title} is there already and does not carry our tags",
                hint='rename or remove it, or choose another "project" in the settings',
            )
        if isinstance(resource, Permission):
            self._delete(found)
            return self._create(resource)
        return {**found.attributes, **self._update(resource, found)}

    def _read(self, resource: Resource) -> Found | None:
        aws, found = self._aws, None
        match resource:
            case Role():
                found = role.read(aws, resource.name)
            case LogGroup():
                found = log_group.read(aws, resource.name)
            case Bucket():
                found = storage.read(aws, resource.name)
            case Repository():
                found = repository.read(aws, resource.name)
            case Function():
                found = function.as_found(function.settle(aws, resource.name), {})
            case FunctionUrl():
                found = function_url.read(aws, resource.function, resource.alias)
            case Alias() | Permission():
                found = Found(resource, {"arn": aws.target.alias_arn})
        return found
