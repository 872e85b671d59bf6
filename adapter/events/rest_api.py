"""API Gateway REST API: the path as it was sent, without the stage, and decoded query maps.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

from . import payload_1
from .url import absolute, decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..request import Request
    from ..response import Response
    from ..types import Event

LIMIT = 6 * 1024 * 1024


def matches(event: Event) -> bool:
    """Not: load balancers, authorizers' questions, WebSocket APIs, payload 1.0 of HTTP APIs."""
    if "httpMethod" not in event or "path" not in event:
        return False
    about = event.get("requestContext") or {}
    return (
        "elb" not in about
        and "connectionId" not in about
        and "methodArn" not in event
        and "version" not in event
    )


def read(event: Event, context: Any) -> Request:
    about = event.get("requestContext") or {}
    path = absolute(event["path"])
    root = stage_of(about, path)
    path = root + path
    if "%" in path:
        return payload_1.read(event, context, decoded(path), path, decoded(root))
    return payload_1.read(event, context, path, path, root)


def stage_of(about: dict[str, Any], path: str) -> str:
    """ "/prod" where the client's URL had the stage, which is not in ``path``.

    ``requestContext.path`` is what the client asked for: with the stage on the execute-api host,
    without it on a custom domain. An event without it is judged by its domain.
    """
    stage = about.get("stage")
    if not stage:
        return ""
    root = f"/{stage}"
    asked = about.get("path")
    if asked:
        whole = root + path
        return root if asked == whole or asked.rstrip("/") == whole.rstrip("/") else ""
    return root if ".execute-api." in (about.get("domainName") or "") else ""


def write(response: Response, request: Request) -> Event:  # noqa: ARG001  (the sources' signature)
    return payload_1.write(response)
