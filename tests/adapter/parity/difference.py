"""A difference between a server and lift that is meant to be, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HTTP_APIS = ("http api 2.0", "http api 1.0")
FORMAT_2 = ("http api 2.0", "function url")
# What tells the application the port and the scheme that the client used.
WITH_PORT = ("http api 2.0", "http api 1.0", "function url", "rest api", "load balancer")
EVERY_DOOR = (*WITH_PORT, "edge", "lattice")
EVERYTHING = "*"


@dataclass(frozen=True)
class Difference:
    """``part`` is "status", "body", "response header NAME", or what the application saw: "header
    NAME" of the request and any other key of the environ or scope.

    It is expected at each of ``doors`` for each of ``requests``; without any, for at least one.
    ``lift`` makes of the server's value the one that lift has to give (None: no such thing);
    without it any other value will do.
    """

    part: str
    reason: str
    doors: tuple[str, ...] = EVERY_DOOR
    requests: tuple[str, ...] = ()
    lift: Callable[[Any], Any] | None = None

    def explains(self, door: str, request: str, part: str, server: object, lift: object) -> bool:
        return (
            door in self.doors
            and (not self.requests or request in self.requests)
            and self.part in (part, EVERYTHING)
            and (self.lift is None or self.lift(server) == lift)
        )


def absent(server: object) -> None:
    """lift has no such thing."""


def always(value: object) -> Callable[[Any], Any]:
    """lift gives this, whatever the server gives."""
    return lambda _: value


def joined(values: list[str]) -> list[str]:
    """lift has the values of repeated headers in one, separated by commas."""
    return [",".join(values)]


def below(prefix: str) -> Callable[[str], str]:
    """lift has the same path with ``prefix`` in front."""
    return lambda path: prefix + path


def each(
    part: str, reason: str, doors: tuple[str, ...], values: Mapping[str, str]
) -> list[Difference]:
    """lift gives the value that stands beside each request."""
    return [
        Difference(part, reason, doors, (request,), always(value))
        for request, value in values.items()
    ]
