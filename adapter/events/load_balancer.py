"""Application Load Balancer, with one value a header or several (the target group's setting).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from __future__ import annotations

from ..body import decode
from ..errors import InvalidResponse
from ..request import Request
from ..response import phrase
from .headers import joined, last, listed
from .url import absolute, decoded, forwarded_client, items, raw_query, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..response import Response
    from ..types import Event

LIMIT = 1024 * 1024
COOKIE = "set-cookie"


def matches(event: Event) -> bool:
    about = event.get("requestContext")
    return isinstance(about, dict) and "elb" in about


def read(event: Event, context: Any) -> Request:
    path = absolute(event.get("path"))
    lists = event.get("multiValueHeaders")
    headers = lists or event.get("headers") or {}
    scheme, host, port = server_of(headers, None)
    return Request(
        event,
        context,
        event.get("httpMethod") or "GET",
        decoded(path),
        path,
        "",
        query_of(event),
        headers,
        bool(lists),
        decode(event.get("body"), event.get("isBase64Encoded")),
        scheme,
        host,
        port,
        forwarded_client(last(headers, "x-forwarded-for", "X-Forwarded-For")),
        "HTTP/1.1",
        "",  # X-Amzn-Oidc-Identity can be made up where the listener does not authenticate
    )


def query_of(event: Event) -> str:
    """The query as it was sent: a load balancer splits it, but decodes nothing."""
    pairs = items(event.get("queryStringParameters"), event.get("multiValueQueryStringParameters"))
    return raw_query("&".join([f"{name}={value}" for name, value in pairs]))


def write(response: Response, request: Request) -> Event:
    result: Event = {
        "statusCode": response.status,
        "statusDescription": f"{response.status} {response.reason or phrase(response.status)}",
        "body": response.text,
        "isBase64Encoded": response.is_base64,
    }
    if request.event.get("multiValueHeaders") is not None:
        result["multiValueHeaders"] = listed(response.headers)
    else:
        headers, cookies = joined(response.headers)
        result["headers"] = headers | named_apart(cookies)
    return result


def named_apart(cookies: list[str]) -> dict[str, str]:
    """Cookies under names that differ in case, since one name has one value: "Set-cookie", …

    The balancer sends each as it is, and header names are the same in any case.
    """
    letters = sum(character.isalpha() for character in COOKIE)
    if len(cookies) > 2**letters:
        raise InvalidResponse(
            f"the application set {len(cookies)} cookies; a load balancer without multi-value "
            f"headers takes {2**letters}"
        )
    return {spelling(number): cookie for number, cookie in enumerate(cookies)}


def spelling(number: int) -> str:
    """ "set-cookie" with the letters in upper case that are set in ``number``'s bits."""
    letters = []
    for character in COOKIE:
        if character.isalpha():
            letters.append(character.upper() if number & 1 else character)
            number >>= 1
        else:
            letters.append(character)
    return "".join(letters)
