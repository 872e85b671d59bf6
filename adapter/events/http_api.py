"""API Gateway HTTP API, in both payload formats.

The path arrives decoded, and where the client escaped a percent sign even twice. Nothing decodes it
again, and how it was sent is lost.
"""

from __future__ import annotations

from . import payload_1, payload_2
from .url import absolute, stage_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..request import Request
    from ..response import Response
    from ..types import Event

LIMIT = 6 * 1024 * 1024


def matches(event: Event) -> bool:
    return payload_2.is_http(event, False) or is_payload_1(event)


def is_payload_1(event: Event) -> bool:
    """A REST API's events look the same but have no version."""
    return (
        event.get("version") == "1.0"
        and "httpMethod" in event
        and "methodArn" not in event
        and "connectionId" not in (event.get("requestContext") or {})
    )


def read(event: Event, context: Any) -> Request:
    about = event.get("requestContext") or {}
    if "http" in about:
        read_payload = payload_2.read
        path = event.get("rawPath") or about["http"].get("path")
    else:
        read_payload = payload_1.read
        path = event.get("path")
    if not path or path[0] != "/":
        path = absolute(path)
    stage = about.get("stage")
    root_path = "" if stage == "$default" else stage_prefix(path, stage, about.get("domainName"))
    return read_payload(event, context, path, None, root_path)


def write(response: Response, request: Request) -> Event:
    about = request.event.get("requestContext") or {}
    return payload_2.write(response) if "http" in about else payload_1.write(response)
