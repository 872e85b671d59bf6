"""The front doors there and back, and what each of them loses on the way: AWS's doing, not ours.

A loss makes of the request that was sent the one for which a server would show the application the
same; of an answer's headers likewise those that the client gets. Whatever is not lost here must
arrive. docs/adapter.md has the same as a table.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote

from lift.deployer.gateway import edge, function_url, http_api, lattice, load_balancer, rest_api
from lift.deployer.gateway.front_door import Arrival, FrontDoor
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

DOOR = FrontDoor("abcdef1234", "123456789012", "eu-west-1", "example.com:8443")
ARRIVAL = Arrival("8a7b6c5d-0000-4000-8000-123456789abc", 1_800_000_000.5)

Pairs = Sequence[tuple[str, str]]
RequestLoss = Callable[[Request], Request]
ResponseLoss = Callable[[Pairs], Pairs]


@dataclass(frozen=True)
class Way:
    """One kind of event: the door's two halves, its losses, and the stage that it puts in front."""

    forge: Callable[[Request, FrontDoor, Arrival], dict[str, object]]
    lift: Callable[[Request, bytes], Response]
    request_losses: tuple[RequestLoss, ...] = ()
    response_losses: tuple[ResponseLoss, ...] = ()
    root: str = ""

    def event(self, request: Request, door: FrontDoor = DOOR) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(json.dumps(self.forge(request, door, ARRIVAL)))
        return event

    def response(self, request: Request, answer: object) -> Response:
        return self.lift(request, json.dumps(answer).encode())

    def arriving(self, request: Request) -> Request:
        """The request that a server would have been sent."""
        for loss in self.request_losses:
            request = loss(request)
        return request

    def leaving(self, headers: Pairs) -> Pairs:
        """The headers that a server would have sent."""
        for loss in self.response_losses:
            headers = loss(headers)
        return headers


def decoded_path(request: Request) -> Request:
    """An HTTP API decodes the path, cuts it at "?", decodes it again: how it was sent is lost."""
    path = quote(http_api.decoded_path(request.path), safe="/:@!$&'()*+,;=-._~")
    return with_target(request, path, request.query)


def decoded_query(request: Request) -> Request:
    """Maps of decoded values: "+" and "%20" are one, "a" and "a=", and any order of the names.

    Escapes that are no UTF-8 become U+FFFD.
    """
    pairs = grouped(parse_qsl(request.query, keep_blank_values=True))
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    return with_target(request, request.path, query)


def split_query(request: Request) -> Request:
    """Maps of values as they were sent: "a" and "a=" are one, and any order of the names."""
    parts = [pair.partition("=") for pair in request.query.split("&") if pair]
    pairs = grouped([(name, value) for name, _, value in parts])
    return with_target(request, request.path, "&".join(f"{n}={v}" for n, v in pairs))


def last_parameters(request: Request) -> Request:
    """A map of one value each has room for the last one."""
    last = dict(pair.split("=", 1) for pair in request.query.split("&") if pair)
    return with_target(request, request.path, "&".join(f"{n}={v}" for n, v in last.items()))


def last_headers(request: Request) -> Request:
    """A map of one value each has room for the last one."""
    return replace(request, headers=tuple({n.lower(): (n, v) for n, v in request.headers}.values()))


def joined_headers(separator: str) -> RequestLoss:
    """A map of one value each holds repeats joined."""
    return lambda request: replace(request, headers=tuple(joined(request.headers, separator)))


def apart_cookies(request: Request) -> Request:
    """A list of cookies: one Cookie header comes of it, whatever the spaces between were."""
    lines = [value for name, value in request.headers if name.lower() == "cookie"]
    cookies = [part.strip() for line in lines for part in line.split(";") if part.strip()]
    others = [(n, v) for n, v in request.headers if n.lower() != "cookie"]
    return replace(
        request, headers=(*others, *([("Cookie", "; ".join(cookies))] if cookies else []))
    )


def joined_answer(headers: Pairs) -> Pairs:
    """A map of one value each holds repeats joined; cookies have a way of their own."""
    cookies = [(n, v) for n, v in headers if n.lower() == "set-cookie"]
    return [*joined([(n, v) for n, v in headers if n.lower() != "set-cookie"], ","), *cookies]


def typed_answer(content_type: str) -> ResponseLoss:
    """The door says what a body is if the application does not."""

    def loss(headers: Pairs) -> Pairs:
        named = any(name.lower() == "content-type" for name, _ in headers)
        return headers if named else [*headers, ("content-type", content_type)]

    return loss


def allowed_answer(headers: Pairs) -> Pairs:
    """CloudFront would send a 502 for some headers: the adapter leaves them out."""
    return [(n, v) for n, v in headers if n.lower() not in ("via", "x-cache", "x-edge-a")]


def with_target(request: Request, path: str, query: str) -> Request:
    return replace(request, target=f"{path}?{query}")


def grouped(pairs: Pairs) -> Pairs:
    """By name, in the order in which names are first seen."""
    names = dict.fromkeys(name for name, _ in pairs)
    return [(name, value) for name in names for other, value in pairs if other == name]


def joined(pairs: Pairs, separator: str) -> Pairs:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name.lower(), []).append(value)
    return [(name, separator.join(each)) for name, each in values.items()]


JSON, TEXT = typed_answer("application/json"), typed_answer("text/plain;charset=UTF-8")

WAYS: Mapping[str, Way] = {
    "HTTP API 2.0": Way(
        http_api.forge,
        http_api.lift,
        (decoded_path, apart_cookies, joined_headers(",")),
        (joined_answer, TEXT),
    ),
    "HTTP API 1.0": Way(
        partial(http_api.forge, version="1.0"),
        partial(http_api.lift, version="1.0"),
        (decoded_path, decoded_query),
        (TEXT,),
    ),
    "function URL": Way(
        function_url.forge,
        function_url.lift,
        (apart_cookies, joined_headers(",")),
        (joined_answer, JSON),
    ),
    "REST API": Way(rest_api.forge, rest_api.lift, (decoded_query,), (JSON,), root="/prod"),
    "load balancer": Way(
        load_balancer.forge,
        load_balancer.lift,
        (split_query, last_parameters, last_headers),
        (joined_answer, typed_answer("application/octet-stream")),
    ),
    "load balancer, multi-value": Way(
        partial(load_balancer.forge, multi_value=True),
        partial(load_balancer.lift, multi_value=True),
        (split_query,),
        (typed_answer("application/octet-stream"),),
    ),
    "Lambda@Edge, viewer request": Way(edge.forge, edge.lift, (), (allowed_answer,)),
    "Lambda@Edge, origin request": Way(
        partial(edge.forge, event_type="origin-request"),
        partial(edge.lift, event_type="origin-request"),
        (),
        (allowed_answer,),
    ),
    "VPC Lattice 1": Way(
        partial(lattice.forge, version="1.0"),
        lattice.lift,
        (split_query, last_parameters, joined_headers(", ")),
        (joined_answer, JSON),
    ),
    "VPC Lattice 2": Way(lattice.forge, lattice.lift, (split_query,), (joined_answer, JSON)),
}
