"""The front door, who may come through it to the alias, and the doors that went before it."""

from collections.abc import Sequence

from ..resources import permission
from ..resources.base import Resource
from ..resources.door import KINDS, Door
from ..resources.function_url import FunctionUrl
from ..resources.http_api import HttpApi
from ..resources.ref import Joined, Ref, Text
from ..resources.switch import Switch, Traffic
from ..resources.target import Target
from ..settings.stage import Stage
from .access import access
from .access_log import access_log
from .load_balancer import load_balancer
from .rest_api import rest_api


def door(stage: Stage) -> Door | None:
    """The one that ``stage`` is reached by."""
    kind = KINDS.get(stage.api)
    if kind is None:
        return None
    seconds = stage.rest_api.timeout_seconds if kind == "rest-api" else None
    balancer = stage.load_balancer
    multi_value = balancer is not None and balancer.multi_value_headers
    return Door(kind, Ref(kind, "id"), Ref(kind, "url"), seconds, multi_value)


def hosts(stage: Stage, former: Sequence[Resource]) -> Text | None:
    """The names that requests come by: domains, the door's own, and those of ``former`` ones."""
    own = KINDS.get(stage.api)
    kinds = [*([own] if own else []), *(each.key for each in former if each.key == each.of_door)]
    domains = (each.name for each in stage.domain)
    names: tuple[Text, ...] = (*domains, *(Ref(kind, "host") for kind in kinds))
    return Joined(names) if names else None


def doors(target: Target, switch: Switch | None, former: Sequence[Resource]) -> list[Resource]:
    """``former`` ones stay as they are, and lead to the same alias."""
    there = {each.key for each in former}
    led = [permission.for_http_api(target.names.function), *_led(target, switch)]
    led = [each for each in led if "http-api" in there and each.key not in there]
    return [*_own(target, switch), *former, *led]


def _own(target: Target, switch: Switch | None) -> list[Resource]:
    match target.stage.api:
        case "http":
            return _http_api(target, switch)
        case "rest":
            return rest_api(target)
        case "alb":
            return load_balancer(target)
        case "url":
            return _url(target)
        case "none":
            return []


def _url(target: Target) -> list[Resource]:
    """IAM lets those in whose own policies say so: then the alias's policy lets nobody in."""
    stage, function = target.stage, target.names.function
    if stage.authorizer is None:
        return [FunctionUrl(function, cors=stage.cors), *permission.for_url(function)]
    return [FunctionUrl(function, auth_type="AWS_IAM", cors=stage.cors)]


def _http_api(target: Target, switch: Switch | None) -> list[Resource]:
    stage, names, logs = target.stage, target.names, access_log(target)
    api = HttpApi(
        names.api,
        switch.leads_to if switch and switch.leads_to else target.alias_arn,
        target.tags,
        access=access(stage),
        cors=stage.cors,
        throttle=stage.throttle,
        access_log=Ref("access log-group", "arn") if logs else "",
    )
    return [*logs, api, permission.for_http_api(names.function), *_led(target, switch)]


def _led(target: Target, switch: Switch | None) -> list[Resource]:
    """The HTTP API's way from a function of the other package to the new one."""
    if switch is None or switch.leads_to is None:
        return []
    return [Traffic(target.names.api, target.alias_arn)]
