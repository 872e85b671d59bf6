"""Payload format 2.0, which HTTP APIs and function URLs share: raw query, cookies apart.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

from ..body import decode
from ..headers import as_latin
from ..request import Request
from .headers import joined
from .url import decoded, query_of, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..response import Response
    from ..types import Event


def is_http(event: Event, function_url: bool) -> bool:
    """Whether this is a request in format 2.0, from a function URL or else from an HTTP API.

    An authorizer's event looks like it, but has a routeArn.
    """
    about = event.get("requestContext")
    if not isinstance(about, dict):
        return False
    http = about.get("http")
    if not isinstance(http, dict) or event.get("version", "2.0") != "2.0" or "routeArn" in event:
        return False
    if ".lambda-url." in (about.get("domainName") or ""):
        return function_url
    raw = event.get("rawPath") or ""
    # A function URL under another domain (lift's sandbox) is told by its path, which only it gives
    # both encoded (rawPath) and decoded.
    return function_url == ("%" in raw and raw != http.get("path") == decoded(raw))


def read(event: Event, context: Any, path: str, raw_path: str | None, root_path: str) -> Request:
    about = event["requestContext"]
    http = about["http"]
    headers = event.get("headers") or {}
    scheme, host, port = server_of(headers, about.get("domainName"))
    query = event.get("rawQueryString")
    if query is None:
        query = query_of(event.get("queryStringParameters"), None)
    elif not query.isascii():
        query = as_latin(query)
    body = event.get("body")
    authorizer = about.get("authorizer")
    return Request(
        event,
        context,
        http.get("method") or "GET",
        path,
        raw_path,
        root_path,
        query,
        headers_of(headers, event.get("cookies")),
        False,
        decode(body, event.get("isBase64Encoded")) if body else b"",
        scheme,
        host,
        port,
        http.get("sourceIp") or "",
        http.get("protocol") or "HTTP/1.1",
        user_of(authorizer) if authorizer else "",
    )


def headers_of(headers: dict[str, Any], cookies: list[str] | None) -> dict[str, Any]:
    """The headers, with the Cookie header once: from ``cookies`` where the event has them.

    An HTTP API gives cookies there only, a function URL there and in the header.
    """
    if cookies:
        headers = headers.copy()
        if "Cookie" in headers:  # as events written by hand spell it
            del headers["Cookie"]
        headers["cookie"] = "; ".join(cookies)
    return headers


def user_of(authorizer: Any) -> str:
    """Whom the front door let in: a token's subject, an IAM identity, or whom the function that
    decided calls ``principalId`` in its context."""
    if not isinstance(authorizer, dict):
        return ""
    claims = (authorizer.get("jwt") or {}).get("claims") or {}
    said = authorizer.get("lambda") or {}
    user = claims.get("sub") or (authorizer.get("iam") or {}).get("userArn")
    return str(user or said.get("principalId") or "")


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
