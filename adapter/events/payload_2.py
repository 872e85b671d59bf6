"""Payload format 2.0, which HTTP APIs and function URLs share: raw query, cookies apart.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

from ..body import decode
from ..request import Request
from .headers import joined, single
from .url import decoded, query_of, raw_query, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from ..response import Response
    from ..types import Event, Header


def is_http(event: Event) -> bool:
    """Whether this is a request in format 2.0, not an authorizer's event, which looks like it."""
    about = event.get("requestContext")
    return (
        isinstance(about, dict)
        and isinstance(about.get("http"), dict)
        and event.get("version", "2.0") == "2.0"
        and "routeArn" not in event
    )


def is_function_url(event: Event) -> bool:
    """Whether an event of format 2.0 comes from a function URL.

    By its domain; where a function URL is served under another one (lift's sandbox), by the path,
    which only a function URL gives both encoded (``rawPath``) and decoded.
    """
    about = event["requestContext"]
    if ".lambda-url." in (about.get("domainName") or ""):
        return True
    raw = event.get("rawPath") or ""
    return "%" in raw and raw != (path := about["http"].get("path")) and decoded(raw) == path


def read(event: Event, context: Any, path: str, raw_path: str | None, root_path: str) -> Request:
    about = event["requestContext"]
    http = about["http"]
    headers = event.get("headers") or {}
    scheme, host, port = server_of(headers, about.get("domainName"))
    query = event.get("rawQueryString")
    return Request(
        event,
        context,
        http.get("method") or "GET",
        path,
        raw_path,
        root_path,
        query_of(event.get("queryStringParameters"), None) if query is None else raw_query(query),
        headers_of(headers, event.get("cookies")),
        decode(event.get("body"), event.get("isBase64Encoded")),
        scheme,
        host,
        port,
        http.get("sourceIp") or "",
        http.get("protocol") or "HTTP/1.1",
        user_of(about.get("authorizer")),
    )


def headers_of(headers: dict[str, Any], cookies: list[str] | None) -> Collection[Header]:
    """The headers, with the Cookie header once: from ``cookies`` where the event has them.

    An HTTP API gives cookies there only, a function URL there and in the header.
    """
    if cookies:
        headers = headers.copy()
        headers.pop("Cookie", None)  # as events written by hand spell it
        headers["cookie"] = "; ".join(cookies)
    return single(headers)


def user_of(authorizer: Any) -> str:
    """Whom the front door let in: a token's subject or an IAM identity."""
    if not isinstance(authorizer, dict):
        return ""
    claims = (authorizer.get("jwt") or {}).get("claims") or {}
    return str(claims.get("sub") or (authorizer.get("iam") or {}).get("userArn") or "")


def write(response: Response) -> Event:
    headers, cookies = joined(response.headers)
    result: Event = {
        "statusCode": response.status,
        "headers": headers,
        "body": response.text,
        "isBase64Encoded": response.is_base64,
    }
    if cookies:
        result["cookies"] = cookies
    return result
