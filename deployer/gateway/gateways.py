"""The gateways by the key of the resource that is one: what a front door sends and gives back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..resources.door import Kind
from ..resources.rest_api import STAGE
from . import function_url, http_api, rest_api
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


GATEWAYS: Mapping[Kind, Gateway] = {
    "http-api": Gateway(http_api.forge, http_api.lift, HTTP_API_SECONDS),
    "rest-api": Gateway(
        lambda request, door, arrival: rest_api.forge(request, door, arrival, STAGE),
        rest_api.lift,
        REST_API_SECONDS,
    ),
    "url": Gateway(function_url.forge, function_url.lift),
}
