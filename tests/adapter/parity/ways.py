"""The way through lift: a front door's event, the adapter, and the front door's response."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from lift.adapter import Adapter
from lift.deployer.gateway import (
    edge,
    function_url,
    http_api,
    lattice,
    load_balancer,
    rest_api,
)
from lift.deployer.gateway.front_door import Arrival, FrontDoor
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

ARRIVAL = Arrival("8a7b6c5d-0000-4000-8000-123456789abc", 1_800_000_000.5)


@dataclass(frozen=True)
class Way:
    forge: Callable[[Request, FrontDoor, Arrival], dict[str, object]]
    lift: Callable[[Request, bytes], Response]

    def __call__(self, handler: Adapter, host: str, request: Request) -> Response:
        """The response through a door at ``host`` that speaks plain HTTP, as the servers do."""
        door = FrontDoor("abcdef1234", "123456789012", "eu-west-1", host, "http")
        try:
            event = json.loads(json.dumps(self.forge(request, door, ARRIVAL)))
        except http_api.BadPath:
            return http_api.bad_request()
        answer = handler(event, None)
        return self.lift(request, json.dumps(answer).encode())


WAYS = {
    "http api 2.0": Way(http_api.forge, http_api.lift),
    "http api 1.0": Way(
        lambda request, door, arrival: http_api.forge(request, door, arrival, "1.0"),
        lambda request, text: http_api.lift(request, text, "1.0"),
    ),
    "function url": Way(function_url.forge, function_url.lift),
    "rest api": Way(rest_api.forge, rest_api.lift),
    "load balancer": Way(
        lambda request, door, arrival: load_balancer.forge(
            request, door, arrival, multi_value=True
        ),
        lambda request, text: load_balancer.lift(request, text, multi_value=True),
    ),
    "edge": Way(
        lambda request, door, arrival: edge.forge(request, door, arrival, "origin-request"),
        lambda request, text: edge.lift(request, text, "origin-request"),
    ),
    "lattice": Way(lattice.forge, lattice.lift),
}
