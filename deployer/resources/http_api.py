"""An HTTP API whose every request goes to the alias."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..settings.cors import Cors
from ..settings.throttle import Throttle
from .access import EVERYBODY, Access
from .api import Api
from .base import CONSTANT, OPAQUE, SUBSET
from .ref import Text


@dataclass(frozen=True)
class HttpApi(Api):
    """API, ``$default`` route with its authorizer, auto-deployed ``$default`` stage and proxy
    integration as one.

    ``target`` is the alias's ARN: it is known by name, so that the API, and with it the host that
    the function must know, can exist before the function. ``timeout`` is in milliseconds; 30 s is
    all that an HTTP API waits. ``access_log`` is a log group's ARN, empty for none.
    """

    name: str
    target: str = field(metadata={**OPAQUE, **CONSTANT})
    tags: Mapping[str, str] = field(metadata=SUBSET)
    payload_format: str = field(metadata=CONSTANT, default="2.0")
    timeout: int = field(metadata=CONSTANT, default=30_000)
    access: Access = EVERYBODY
    routed: bool = field(metadata={"absent": "no route leads to the function"}, default=True)
    deployed: bool = field(metadata={"absent": "no stage that deploys by itself"}, default=True)
    cors: Cors | None = None
    throttle: Throttle | None = None
    access_log: Text = field(metadata=OPAQUE, default="")
    identifier: str = field(compare=False, default="")
    further: bool = field(compare=False, default=False)

    kind: ClassVar[str] = "http-api"
    words: ClassVar[str] = "HTTP API"
