"""The first request: the health check's, as the stage's front door would send it. Pure.

No front door is asked, so its name is made up where no domain of the stage stands for it.
"""

from ..engine import health
from ..engine.health import Probe
from ..resources.door import KINDS, Door, Kind
from ..resources.place import Place
from ..settings.health_check import HealthCheck
from ..settings.stage import Stage

_ID = "abcdefghij"


def probe(stage: Stage, place: Place) -> Probe | None:
    """The request; None where no front door leads to the application."""
    kind = KINDS.get(stage.api)
    if kind is None:
        return None
    seconds = stage.rest_api.timeout_seconds if kind == "rest-api" else None
    balancer = stage.load_balancer
    multi_value = balancer is not None and balancer.multi_value_headers
    door = Door(kind, _ID, f"https://{hosts(stage, place)[-1]}", seconds, multi_value)
    check = stage.health_check or HealthCheck()
    return Probe(door, place, check, stage.base_path, health.nobody(stage.authorizer))


def hosts(stage: Stage, place: Place) -> tuple[str, ...]:
    """The names that requests come by: the stage's domains, then its front door's own."""
    kind = KINDS.get(stage.api)
    own = (_own_host(kind, place),) if kind else ()
    return (*(each.name for each in stage.domain), *own)


def _own_host(kind: Kind, place: Place) -> str:
    match kind:
        case "url":
            return f"{_ID}.lambda-url.{place.region}.on.aws"
        case "target-group":
            return f"{_ID}.{place.region}.elb.{place.domain}"
        case "http-api" | "rest-api":
            return f"{_ID}.execute-api.{place.region}.{place.domain}"
