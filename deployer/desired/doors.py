"""The front door, and who may come through it to the alias."""

from dataclasses import replace

from ..resources import permission
from ..resources.base import Resource
from ..resources.door import KINDS, Door
from ..resources.function_url import FunctionUrl
from ..resources.http_api import HttpApi
from ..resources.log_group import LogGroup
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
            url = FunctionUrl(function, cors=target.stage.cors)
            return [url, *permission.for_url(function)]
        case "none":
            return []


def _http_api(target: Target, switch: Switch | None) -> list[Resource]:
    stage, names, alias = target.stage, target.names, target.alias_arn
    logs = _access_log(target)
    api = HttpApi(
        names.api,
        alias,
        target.tags,
        cors=stage.cors,
        throttle=stage.throttle,
        access_log=Ref("access log-group", "arn") if logs else "",
    )
    around = [*logs, permission.for_http_api(names.function)]
    if switch and switch.leads_to:
        return [replace(api, target=switch.leads_to), *around, Traffic(names.api, alias)]
    return [api, *around]


def _access_log(target: Target) -> list[Resource]:
    """The front door's own log group."""
    logs = target.stage.access_logs
    if logs is None:
        return []
    return [LogGroup(target.names.access_log, logs.retention_days, target.tags, of="access")]
