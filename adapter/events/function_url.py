"""Lambda function URLs: payload format 2.0 with the path as it was sent.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

from . import payload_2
from .url import absolute, decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..request import Request
    from ..response import Response
    from ..types import Event

LIMIT = 6 * 1024 * 1024


def matches(event: Event) -> bool:
    return payload_2.is_http(event, True)


def read(event: Event, context: Any) -> Request:
    path = absolute(event.get("rawPath") or event["requestContext"]["http"].get("path"))
    return payload_2.read(event, context, decoded(path), path, "")


def write(response: Response, request: Request) -> Event:  # noqa: ARG001  (the sources' signature)
    return payload_2.write(response)
