"""A REST API, who may come through it to the alias, and what it serves."""

from ..resources import permission
from ..resources.api_key import ApiKey, UsagePlan
from ..resources.base import Resource
from ..resources.ref import Ref
from ..resources.rest_api import Method, RestApi, RestStage, digest, policy
from ..resources.stage_options import StageOptions
from ..resources.target import Target
from .access import rest_access
from .access_log import access_log


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
        target.stage.compression,
    )
    method = Method(
        target.alias_arn,
        wanted.timeout_seconds * 1000,
        rest_access(target.stage),
        api_key=bool(target.stage.api_keys),
    )
    stage = RestStage(
        name, Ref("rest-api", "id"), method, method, digest(api, method), _options(target)
    )
    return [api, permission.for_rest_api(function), *access_log(target), stage, *_clients(target)]


def _options(target: Target) -> StageOptions:
    stage = target.stage
    log = Ref("access log-group", "arn") if stage.access_logs else ""
    return StageOptions(stage.throttle, log, stage.web_acl_arn or "")


def _clients(target: Target) -> list[Resource]:
    """Their API keys, and the plan that lets them in."""
    names, tags = target.names, target.tags
    keys = [ApiKey(f"{names.api_keys}{name}", tags) for name in target.stage.api_keys]
    if not keys:
        return []
    known = {key.name: Ref(key.key, "id") for key in keys}
    return [*keys, UsagePlan(names.api, tags, Ref("rest-api", "id"), known)]
