"""The front doors that there are: the one of the settings, and former ones. Pure.

A door's address belongs to it and cannot be had back. So a door that the settings no longer name
goes on answering, and leads to the same alias as the new one, until ``lift deploy --retire``.
"""

from collections.abc import Collection, Iterator, Mapping

from ..plan.actual import Found
from ..resources.base import Resource
from ..resources.door import KINDS, Door, Kind
from ..resources.function_url import FunctionUrl
from ..resources.load_balancer import TargetGroup
from ..resources.permission import Permission
from ..resources.rest_api import RestStage
from ..settings.stage import Stage


def serving(found: Mapping[str, Found], stage: Stage) -> Door | None:
    """The door that is there: the one that ``stage`` names, until that is made a former one."""
    own = KINDS.get(stage.api)
    for kind in (own, *KINDS.values()) if own else ():
        if kind in found:
            said = found[kind].attributes
            resource = found[kind].resource
            multi_value = isinstance(resource, TargetGroup) and resource.multi_value
            return Door(kind, said["id"], said["url"], _patience(found, kind), multi_value)
    return None


def _patience(found: Mapping[str, Found], kind: Kind) -> float | None:
    """Seconds that a REST API waits for the function."""
    stage = found["rest-stage"].resource if "rest-stage" in found else None
    if kind != "rest-api" or not isinstance(stage, RestStage) or stage.proxy is None:
        return None
    return stage.proxy.timeout / 1000


def urls(known: Collection[str], door: str | None, stage: Stage) -> tuple[str, ...]:
    """The addresses of ``stage``: its domains that are ``known`` by their mappings' keys, then
    that of its ``door``."""
    domains = [each.url for each in stage.domain if f"mapping {each.place}" in known]
    return (*domains, *([door] if door else []))


def former(found: Mapping[str, Found], stage: Stage) -> list[Resource]:
    """Doors that ``stage`` no longer names, and their parts.

    One that has no permission never let anybody in: a deployment was stopped before its switch. A
    function URL that asks IAM needs none.
    """
    doors = set(KINDS.values()) - {KINDS.get(stage.api)}
    resources = [each.resource for each in found.values()]
    permitted = {
        each.of_door for each in resources if isinstance(each, Permission) or _signed(each)
    }
    alive = doors if "former" in found else doors & permitted  # that function has permissions too
    return [each for each in resources if each.of_door in alive]


def _signed(resource: Resource) -> bool:
    return isinstance(resource, FunctionUrl) and resource.auth_type == "AWS_IAM"


def former_urls(found: Mapping[str, Found], stage: Stage) -> tuple[str, ...]:
    """The addresses of former doors."""
    doors = [each.key for each in former(found, stage) if each.key == each.of_door]
    return tuple(found[key].attributes["url"] for key in doors)


def notes(found: Mapping[str, Found], stage: Stage) -> Iterator[str]:
    """Which address the settings lead to, and which ones go on answering."""
    urls = former_urls(found, stage)
    if urls:
        answer = "goes on answering" if len(urls) == 1 else "go on answering"
        until = f"until `lift deploy {stage.name} --retire`"
        yield f"{_new(found, stage)}; {' and '.join(urls)} {answer} {until}"


def _new(found: Mapping[str, Found], stage: Stage) -> str:
    kind = KINDS.get(stage.api)
    if kind is None:
        return 'there is no front door any more ("api": "none")'
    if kind in found:
        return f"the address is {found[kind].attributes['url']}"
    return "the address changes: AWS gives the new one as soon as the new front door is made"
