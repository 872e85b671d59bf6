"""The front door, and who may come through it to the alias."""

from ..resources import permission
from ..resources.base import Resource
from ..resources.door import KINDS, Door
from ..resources.function_url import FunctionUrl
from ..resources.http_api import HttpApi
from ..resources.ref import Ref
from ..resources.switch import Switch, Traffic
from ..resources.target import Target
from ..settings.stage import Stage


def door(stage: Stage) -> Door | None:
    """The one that ``stage`` is reached by."""
    kind = KINDS.get(stage.api)
    return Door(kind, Ref(kind, "id"), Ref(kind, "url")) if kind else None


def doors(target: Target, switch: Switch | None) -> list[Resource]:
    match target.stage.api:
        case "http":
            return _http_api(target, switch)
        case "url":
            function = target.names.function
            return [FunctionUrl(function), *permission.for_url(function)]
        case "none":
            return []


def _http_api(target: Target, switch: Switch | None) -> list[Resource]:
    names, alias, tags = target.names, target.alias_arn, target.tags
    permitted = permission.for_http_api(names.function)
    if switch and switch.leads_to:
        return [HttpApi(names.api, switch.leads_to, tags), permitted, Traffic(names.api, alias)]
    return [HttpApi(names.api, alias, tags), permitted]
