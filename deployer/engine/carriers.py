"""Which resource is which module's matter: one table for plans and for ``lift undeploy``.

A resource comes after what it needs; ``lift undeploy`` goes through the table from its end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..aws import (
    alias,
    api_key,
    certificate,
    concurrency,
    domain_name,
    function,
    function_url,
    http_api,
    layer,
    listener_rule,
    log_group,
    mapping,
    permission,
    records,
    repository,
    rest_api,
    rest_stage,
    role,
    rule,
    storage,
    target_group,
    usage_plan,
    version,
)
from ..plan.actual import Found
from ..resources.alias import Alias
from ..resources.api_key import ApiKey, UsagePlan
from ..resources.base import Resource
from ..resources.bucket import Bucket
from ..resources.certificate import Certificate
from ..resources.concurrency import ReservedConcurrency
from ..resources.domain_name import DomainName
from ..resources.function import Function
from ..resources.function_url import FunctionUrl
from ..resources.http_api import HttpApi
from ..resources.image import Image
from ..resources.layer import Layer
from ..resources.load_balancer import ListenerRule, TargetGroup
from ..resources.log_group import LogGroup
from ..resources.mapping import Mapping
from ..resources.permission import Permission
from ..resources.provisioned_concurrency import ProvisionedConcurrency
from ..resources.published_image import PublishedImage
from ..resources.published_layer import PublishedLayer
from ..resources.published_version import PublishedVersion
from ..resources.records import Records
from ..resources.ref import Attributes
from ..resources.release import Release
from ..resources.repository import Repository
from ..resources.rest_api import RestApi, RestStage
from ..resources.rights import Rights
from ..resources.role import Role
from ..resources.rule import Rule
from ..resources.switch import Former, Traffic
from . import provisioning
from .release import release

if TYPE_CHECKING:
    from ..aws.session import Aws

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True)
class Carrier(Generic[R]):
    """What can be done to resources of one kind on AWS; None where no plan asks for it.

    ``create`` and ``update`` (from what was found) answer the attributes that they know; ``find``
    is only for what ``create`` may find there already.
    """

    create: "Callable[[Aws, R], Attributes] | None" = None
    update: "Callable[[Aws, R, R], Attributes | None] | None" = None
    delete: "Callable[[Aws, R], object] | None" = None
    find: "Callable[[Aws, R], Found | None] | None" = None


def _named(act: "Callable[[Aws, str], Any]") -> "Callable[[Aws, Any], Any]":
    """``act`` for what has a name."""
    return lambda aws, resource: act(aws, resource.name)


def _there(aws: "Aws", resource: Alias | Permission) -> Found:
    """What stands on the alias: that AWS says it exists is all there is to know."""
    return Found(resource, {"arn": aws.target.alias_arn})


CARRIERS: dict[type[Resource], Carrier[Any]] = {
    Role: Carrier(role.create, role.update, _named(role.delete), _named(role.read)),
    LogGroup: Carrier(
        log_group.create, log_group.update, _named(log_group.delete), _named(log_group.read)
    ),
    Bucket: Carrier(storage.create, storage.update, _named(storage.delete), _named(storage.find)),
    Repository: Carrier(
        repository.create, repository.update, _named(repository.delete), _named(repository.read)
    ),
    Image: Carrier(repository.push),
    PublishedImage: Carrier(delete=repository.remove),
    Layer: Carrier(layer.create),
    PublishedLayer: Carrier(delete=lambda aws, it: layer.delete(aws, it.name, it.number)),
    Former: Carrier(delete=function.delete_former),
    Function: Carrier(function.create, function.tag, _named(function.delete), function.find),
    PublishedVersion: Carrier(delete=lambda aws, it: version.delete(aws, it.function, it.number)),
    Alias: Carrier(alias.create, find=_there),
    FunctionUrl: Carrier(
        function_url.create,
        lambda aws, url, _: function_url.update(aws, url),
        function_url.delete,
        lambda aws, url: function_url.read(aws, url.function, url.alias),
    ),
    Certificate: Carrier(certificate.create, certificate.update, certificate.delete),
    DomainName: Carrier(
        domain_name.create, domain_name.update, domain_name.delete, domain_name.find
    ),
    HttpApi: Carrier(http_api.create, http_api.update, http_api.delete),
    RestApi: Carrier(rest_api.create, rest_api.update, rest_api.delete),
    TargetGroup: Carrier(
        target_group.create, target_group.update, target_group.delete, target_group.find
    ),
    Release: Carrier(lambda aws, wanted: release(aws, wanted, None), release),
    ReservedConcurrency: Carrier(
        concurrency.put, lambda aws, wanted, _: concurrency.put(aws, wanted), concurrency.delete
    ),
    ProvisionedConcurrency: Carrier(
        provisioning.put, lambda aws, wanted, _: provisioning.put(aws, wanted), provisioning.delete
    ),
    RestStage: Carrier(rest_stage.put, rest_stage.update),
    ListenerRule: Carrier(listener_rule.create, listener_rule.update, listener_rule.delete),
    ApiKey: Carrier(api_key.create, api_key.update, api_key.delete),
    UsagePlan: Carrier(usage_plan.create, usage_plan.update, usage_plan.delete),
    Permission: Carrier(permission.create, None, permission.delete, _there),
    Traffic: Carrier(update=http_api.lead),
    Rights: Carrier(update=lambda aws, it, was: role.update(aws, it.role, was.role)),
    Mapping: Carrier(mapping.create, mapping.update, mapping.delete, mapping.find),
    Records: Carrier(records.create, records.update, records.delete),
    Rule: Carrier(rule.create, rule.update, _named(rule.delete)),
}
