"""A REST API, who may come through it to the alias, and what it serves."""

from ..resources import permission
from ..resources.base import Resource
from ..resources.ref import Ref
from ..resources.rest_api import Method, RestApi, RestStage, digest, policy
from ..resources.target import Target


def rest_api(target: Target) -> list[Resource]:
    wanted, name, function = target.stage.rest_api, target.names.api, target.names.function
    ways = tuple(sorted(wanted.vpc_endpoint_ids))
    api = RestApi(
        name,
        target.tags,
        wanted.endpoint.upper(),
        ways,
        tuple(sorted(wanted.binary_types)),
        policy(ways) if ways else None,
    )
    method = Method(target.alias_arn, wanted.timeout_seconds * 1000)
    stage = RestStage(name, Ref("rest-api", "id"), method, method, digest(api, method))
    return [api, permission.for_rest_api(function), stage]
