"""The same application answers alike through lift and through a real server, header by header.

``corpus`` has the requests, ``…_differences`` what may differ and why. Every front door is held to
both lists: what is not listed is a failure, and so is what is listed and does not occur.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from lift.adapter import Adapter
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

from . import (
    asgi_application,
    front_door_differences,
    gunicorn_differences,
    servers,
    uvicorn_differences,
    wire,
    wsgi_application,
)
from .corpus import corpus
from .difference import Difference
from .ways import WAYS

Parts = dict[str, Any]


@dataclass(frozen=True)
class Served:
    """What a server at ``host`` answered to each request, and how lift may differ from it."""

    host: str
    requests: dict[str, Request]
    responses: dict[str, Response]
    handler: Adapter
    differences: list[Difference]


def served(
    server: AbstractContextManager[str], application: Any, differences: list[Difference]
) -> Served:
    handler = Adapter(application)
    with server as host:
        requests = corpus(host)
        responses = {name: wire.exchange(host, request) for name, request in requests.items()}
    return Served(host, requests, responses, handler, differences)


@pytest.fixture(scope="module")
def gunicorn() -> Served:
    return served(
        servers.gunicorn(wsgi_application.__name__),
        wsgi_application.application,
        front_door_differences.DIFFERENCES + gunicorn_differences.DIFFERENCES,
    )


@pytest.fixture(scope="module")
def uvicorn() -> Served:
    return served(
        servers.uvicorn(asgi_application.__name__),
        asgi_application.application,
        front_door_differences.DIFFERENCES + uvicorn_differences.DIFFERENCES,
    )


@pytest.mark.parametrize("door", WAYS)
@pytest.mark.parametrize("server", ["gunicorn", "uvicorn"])
def test_lift_answers_as_the_server_does(
    server: str, door: str, request: pytest.FixtureRequest
) -> None:
    it: Served = request.getfixturevalue(server)
    unlisted, occurred = [], set()
    for difference in differing(it, door):
        listed = [each for each in it.differences if each.explains(door, *difference)]
        occurred |= {(each, difference[0]) for each in listed}
        if not listed:
            unlisted.append(difference)
    assert unlisted == []
    assert list(stale(it.differences, door, occurred)) == []


def differing(it: Served, door: str) -> Iterator[tuple[str, str, object, object]]:
    """Request, part, the server's value and lift's, None for none."""
    for name, request in it.requests.items():
        theirs = parts_of(it.responses[name])
        ours = parts_of(WAYS[door](it.handler, it.host, request))
        for part in sorted(theirs.keys() | ours.keys()):
            if theirs.get(part) != ours.get(part):
                yield name, part, theirs.get(part), ours.get(part)


def stale(
    differences: list[Difference], door: str, occurred: set[tuple[Difference, str]]
) -> Iterator[tuple[str, str]]:
    """What is listed for this door and did not occur: part and request."""
    parts = {each for each, _ in occurred}
    for each in differences:
        if door in each.doors:
            for name in each.requests:
                if (each, name) not in occurred:
                    yield each.part, name
            if each not in parts:
                yield each.part, each.reason


def parts_of(response: Response) -> Parts:
    """A response in comparable parts, and in its place an echo's: what the application saw."""
    parts: Parts = {"status": response.status}
    for name, value in response.headers:
        parts.setdefault(f"response header {name.lower()}", []).append(value)
    if "response header x-echo" in parts:
        seen: Parts = json.loads(response.body or b"{}")  # none on HEAD
        return parts | seen
    return parts | {"body": response.body}


def test_the_corpus_is_large_enough() -> None:
    assert len(corpus("127.0.0.1:80")) >= 200
