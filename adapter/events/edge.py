"""Lambda@Edge: CloudFront's viewer requests and origin requests, which the function answers itself.

CloudFront shows a function only the first part of a large body, and none without "Include body".
An application must not take a part for the whole, so such a request is refused. Events about
responses are no requests, and have no source.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
"""

from __future__ import annotations

from ..body import decode
from ..errors import IncompleteRequest
from ..request import Request
from ..response import phrase
from .headers import last
from .url import absolute, decoded, raw_query, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..response import Response
    from ..types import Event

# With one of these in an answer CloudFront sends a 502 in its place: the disallowed headers, and
# those that are read-only in request events.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
FORBIDDEN = frozenset(
    (
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-accel-buffering",
        "x-accel-charset",
        "x-accel-limit-rate",
        "x-accel-redirect",
        "x-amzn-auth",
        "x-amzn-cf-billing",
        "x-amzn-cf-id",
        "x-amzn-cf-xff",
        "x-amzn-errortype",
        "x-amzn-fle-profile",
        "x-amzn-header-count",
        "x-amzn-header-order",
        "x-amzn-lambda-integration-tag",
        "x-amzn-requestid",
        "x-cache",
        "x-forwarded-proto",
        "x-real-ip",
    )
)
FORBIDDEN_PREFIXES = ("x-amz-cf-", "x-edge-")


class RequestEvent:
    """One of the two kinds of events. They differ in how large an answer may be."""

    def __init__(self, event_type: str, limit: int) -> None:
        self.event_type = event_type
        self.LIMIT = limit

    def matches(self, event: Event) -> bool:
        return event_type(event) == self.event_type

    def read(self, event: Event, context: Any) -> Request:
        return read(event, context)

    def write(self, response: Response, request: Request) -> Event:  # noqa: ARG002  (as all sources)
        return write(response)


# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
VIEWER_REQUEST = RequestEvent("viewer-request", 40 * 1024)
ORIGIN_REQUEST = RequestEvent("origin-request", 1024 * 1024)


def event_type(event: Event) -> str | None:
    """ "viewer-request" where an event written by hand does not say; None if it is no request."""
    records = event.get("Records")
    record = records[0] if isinstance(records, list) and records else None
    cf = record.get("cf") if isinstance(record, dict) else None
    if not isinstance(cf, dict) or "request" not in cf or "response" in cf:
        return None
    kind = (cf.get("config") or {}).get("eventType")
    return "viewer-request" if kind is None else kind


def read(event: Event, context: Any) -> Request:
    cf = event["Records"][0]["cf"]
    about = cf.get("config") or {}
    asked = cf["request"]
    path = absolute(asked.get("uri"))
    headers = headers_of(asked.get("headers") or {})
    # A viewer could make up the header; CloudFront itself sets it from the origin request on.
    scheme = last(headers, "cloudfront-forwarded-proto", "") if "origin" in asked else ""
    scheme, host, port = server_of(
        {"host": last(headers, "host", ""), "x-forwarded-proto": scheme},
        about.get("distributionDomainName"),
    )
    request = Request(
        event,
        context,
        asked.get("method") or "GET",
        decoded(path),
        path,
        "",
        raw_query(asked.get("querystring") or ""),
        headers,
        True,
        b"",
        scheme,
        host,
        port,
        asked.get("clientIp") or "",
        "HTTP/1.1",
        "",
    )
    request.body = body_of(asked.get("body"), last(headers, "content-length", ""), request)
    return request


def headers_of(headers: dict[str, Any]) -> dict[str, list[Any]]:
    """The values of ``{"name": [{"key": "Name", "value": "value"}, …]}``, names in lower case."""
    return {name: [each.get("value") for each in values] for name, values in headers.items()}


def body_of(body: dict[str, Any] | None, content_length: str, request: Request) -> bytes:
    if body:
        if body.get("inputTruncated"):
            raise IncompleteRequest(
                "the request body is larger than CloudFront hands to a function", 413, request
            )
        return decode(body.get("data"), body.get("encoding") == "base64")
    if content_length.strip("0"):
        raise IncompleteRequest(
            'the request has a body, but CloudFront did not include it: switch on "Include body" '
            "for this function",
            500,
            request,
        )
    return b""


def write(response: Response) -> Event:
    headers: dict[str, list[dict[str, str]]] = {}
    for name, value in response.headers:
        if name not in FORBIDDEN and not name.startswith(FORBIDDEN_PREFIXES):
            headers.setdefault(name, []).append({"key": name, "value": value})
    result: Event = {
        "status": str(response.status),
        "statusDescription": response.reason or phrase(response.status),
        "headers": headers,
    }
    if response.text:  # a 204 with any value here, even an empty one, is a 502
        result["body"] = response.text
        result["bodyEncoding"] = "base64" if response.is_base64 else "text"
    return result
