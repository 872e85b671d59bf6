"""The gateways by the key of the resource that is one: what a front door sends and gives back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..resources.door import Door, Kind
from ..resources.rest_api import STAGE
from . import function_url, http_api, load_balancer, rest_api
from .front_door import Arrival, FrontDoor
from .limits import HTTP_API_SECONDS, REST_API_SECONDS
from .request import Request
from .response import Response


@dataclass(frozen=True)
class Gateway:
    """``forge`` makes the event for a request, ``lift`` the response of what the function answered;
    ``seconds`` is how long the door waits at most."""

    forge: Callable[[Request, FrontDoor, Arrival], dict[str, object]]
    lift: Callable[[Request, bytes], Response]
    seconds: float = math.inf


_GATEWAYS: Mapping[Kind, Gateway] = {
    "http-api": Gateway(http_api.forge, http_api.lift, HTTP_API_SECONDS),
    "rest-api": Gateway(
        lambda request, door, arrival: rest_api.forge(request, door, arrival, STAGE),
        rest_api.lift,
        REST_API_SECONDS,
    ),
    "url": Gateway(function_url.forge, function_url.lift),
    "target-group": Gateway(load_balancer.forge, load_balancer.lift),
}
_MULTI_VALUE = Gateway(
    partial(load_balancer.forge, multi_value=True), partial(load_balancer.lift, multi_value=True)
)


def gateway(door: Door) -> Gateway:
    """What sends the requests that come through ``door``."""
    found = _MULTI_VALUE if door.multi_value else _GATEWAYS[door.kind]
    return found if door.seconds is None else replace(found, seconds=door.seconds)
