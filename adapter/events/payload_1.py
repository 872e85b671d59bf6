"""Payload format 1.0, which REST APIs and HTTP APIs share: maps of one value and of lists.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

from ..body import decode
from ..request import Request
from .headers import listed
from .url import query_of, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..response import Response
    from ..types import Event


def read(event: Event, context: Any, path: str, raw_path: str | None, root_path: str) -> Request:
    about = event.get("requestContext") or {}
    identity = about.get("identity") or {}
    lists = event.get("multiValueHeaders")
    headers = lists or event.get("headers") or {}
    scheme, host, port = server_of(headers, about.get("domainName"))
    body = event.get("body")
    user = identity.get("userArn")
    authorizer = about.get("authorizer")
    if isinstance(authorizer, dict):
        user = user_of(authorizer) or user
    return Request(
        event,
        context,
        event.get("httpMethod") or "GET",
        path,
        raw_path,
        root_path,
        query_of(event.get("queryStringParameters"), event.get("multiValueQueryStringParameters")),
        headers,
        bool(lists),
        decode(body, event.get("isBase64Encoded")) if body else b"",
        scheme,
        host,
        port,
        identity.get("sourceIp") or "",
        about.get("protocol") or "HTTP/1.1",
        str(user or ""),
    )


def user_of(authorizer: dict[str, Any]) -> Any:
    """Whom an authorizer let in: its principal, or the subject of a token."""
    return authorizer.get("principalId") or (authorizer.get("claims") or {}).get("sub")


def write(response: Response) -> Event:
    """Only ``multiValueHeaders``: API Gateway merges both maps, which would double headers."""
    return {
        "statusCode": response.status,
        "multiValueHeaders": listed(response.headers),
        "body": response.text,
        "isBase64Encoded": response.is_base64,
    }
