"""CloudFront with a Lambda@Edge function that answers viewer requests or origin requests.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
"""

import base64
import re
from collections.abc import Mapping
from typing import Literal

from . import payload
from .front_door import Arrival, FrontDoor
from .limits import EDGE_ORIGIN_REQUEST, EDGE_VIEWER_REQUEST
from .payload import Malformed
from .request import Request
from .response import Response

EventType = Literal["viewer-request", "origin-request"]

# Both of the body that a function is shown, and of the answer it may give.
LIMITS: Mapping[EventType, int] = {
    "viewer-request": EDGE_VIEWER_REQUEST,
    "origin-request": EDGE_ORIGIN_REQUEST,
}
_DISALLOWED = re.compile(
    "connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade"
    "|x-accel-(buffering|charset|limit-rate|redirect)|x-amz-cf-.*|x-edge-.*|x-cache|x-real-ip"
    "|x-forwarded-proto|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count"
    "|header-order|lambda-integration-tag|requestid)"
)
_READ_ONLY: Mapping[EventType, re.Pattern[str]] = {
    "viewer-request": re.compile("content-length|host|transfer-encoding|via"),
    "origin-request": re.compile(
        "accept-encoding|content-length|if-(modified-since|none-match|range|unmodified-since)"
        "|transfer-encoding|via"
    ),
}


def forge(
    request: Request,
    door: FrontDoor,
    arrival: Arrival,
    event_type: EventType = "viewer-request",
) -> dict[str, object]:
    """The event of a function with "Include body"; ``door.id`` is the distribution's id."""
    about: dict[str, object] = {
        "distributionDomainName": f"{door.id.lower()}.cloudfront.net",
        "distributionId": door.id,
        "eventType": event_type,
        "requestId": arrival.request_id,
    }
    headers: dict[str, list[dict[str, str]]] = {}
    for name, value in request.headers:
        if not _DISALLOWED.fullmatch(name.lower()):
            headers.setdefault(name.lower(), []).append({"key": name, "value": value})
    asked: dict[str, object] = {
        "clientIp": request.client,
        "headers": headers,
        "method": request.method,
        "querystring": request.query,
        "uri": request.path,
    }
    if request.body:
        asked["body"] = _body(request.body, LIMITS[event_type])
    if event_type == "origin-request":
        headers["cloudfront-forwarded-proto"] = [
            {"key": "CloudFront-Forwarded-Proto", "value": door.scheme}
        ]
        origin = {"domainName": "origin.example.com", "port": 443, "protocol": "https"}
        asked["origin"] = {"custom": origin}
    return {"Records": [{"cf": {"config": about, "request": asked}}]}


def lift(request: Request, text: bytes, event_type: EventType = "viewer-request") -> Response:
    """The response to the function's answer ``text``; 502 when CloudFront finds it invalid."""
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict) or len(text) > LIMITS[event_type]:
            raise Malformed("the answer is no object, or too large")
        status, body = _status(answer), _answer_body(answer)
        return payload.finish(
            request, status, _headers(answer, event_type), body, default_type=None
        )
    except Malformed:
        return Response(502)


def _body(body: bytes, limit: int) -> dict[str, object]:
    return {
        "action": "read-only",
        "data": base64.b64encode(body[:limit]).decode("ascii"),
        "encoding": "base64",
        "inputTruncated": len(body) > limit,
    }


def _status(answer: Mapping[str, object]) -> int:
    status = answer.get("status")
    if not (isinstance(status, str) and re.fullmatch("[2-5][0-9][0-9]", status)):
        raise Malformed(f"status is {status!r}")
    if status == "204" and answer.get("body") is not None:
        raise Malformed("a 204 with a body")
    return int(status)


def _answer_body(answer: Mapping[str, object]) -> bytes:
    encoding = answer.get("bodyEncoding", "text")
    if encoding not in ("text", "base64"):
        raise Malformed(f"bodyEncoding is {encoding!r}")
    return payload.body_of({"body": answer.get("body"), "isBase64Encoded": encoding == "base64"})


def _headers(answer: Mapping[str, object], event_type: EventType) -> list[tuple[str, str]]:
    lists = answer.get("headers", {})
    if not isinstance(lists, dict):
        raise Malformed("headers is no object")
    pairs = []
    for name, entries in lists.items():
        if name != name.lower() or not isinstance(entries, list):
            raise Malformed(f"the header {name!r} is in capitals, or no list")
        if _DISALLOWED.fullmatch(name) or _READ_ONLY[event_type].fullmatch(name):
            raise Malformed(f"the header {name!r} is CloudFront's own")
        for entry in entries:
            if not isinstance(entry, dict) or str(entry.get("key", name)).lower() != name:
                raise Malformed(f"the header {name!r} has an entry of another name")
            pairs.append((name, payload.scalar(name, entry.get("value"))))
    return pairs
