"""The front door that visitors reach the stage by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..settings.stage import FrontDoor
from .ref import Text

Kind = Literal["http-api", "rest-api", "url", "target-group"]
KINDS: Mapping[FrontDoor, Kind] = {
    "http": "http-api",
    "rest": "rest-api",
    "url": "url",
    "alb": "target-group",
}
"""The key of the resource that each setting of ``api`` makes; "none" makes none."""


@dataclass(frozen=True)
class Door:
    """An API, a function URL or a target group: ``url`` is its address, without a slash at its end.

    ``seconds`` is how long it waits for the function, where that is a setting;
    ``multi_value`` whether a load balancer sends all values of a header.
    """

    kind: Kind
    id: Text
    url: Text
    seconds: float | None = None
    multi_value: bool = False
