"""An HTTP API with a Lambda proxy integration: payload format 2.0 or 1.0.

Its path arrives decoded, and damaged: decoded, cut at a question mark, decoded once more
(``%252F`` becomes ``/``), a 400 where the second decoding meets a stray percent sign.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import re
from dataclasses import replace
from typing import Literal
from urllib.parse import unquote

from . import format_1, format_2, payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response, message

Version = Literal["1.0", "2.0"]
_DEFAULT_TYPE = "text/plain;charset=UTF-8"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


class BadPath(Exception):
    """API Gateway answers 400 to this path."""


def decoded_path(path: str) -> str:
    """The path as the event has it; raises ``BadPath``."""
    once = unquote(path).partition("?")[0]
    if _STRAY.search(once):
        raise BadPath(path)
    return unquote(once)


def forge(
    request: Request, door: FrontDoor, arrival: Arrival, version: Version = "2.0"
) -> dict[str, object]:
    """The event that API Gateway would send for ``request``; raises ``BadPath``."""
    path = decoded_path(request.path)
    if version == "1.0":
        return format_1.event(
            request,
            door,
            arrival,
            path=path,
            resource="$default",
            context_path=path,
            stage="$default",
        )
    headers = payload.forwarded(request, door, arrival)
    headers.pop("cookie", None)
    return format_2.event(
        request,
        door,
        arrival,
        headers=headers,
        raw_path=path,
        path=path,
        account=door.account,
        domain=door.host,
    )


def lift(request: Request, text: bytes, version: Version = "2.0") -> Response:
    """The response to the function's answer ``text``; 500 when it is malformed."""
    try:
        if version == "2.0":
            return format_2.response(request, text, default_type=_DEFAULT_TYPE)
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            return failed()
        return format_1.response(request, answer, default_type=_DEFAULT_TYPE)
    except Malformed:
        return failed()


def failed() -> Response:
    """The function raised, crashed, timed out, or answered what is no response, or the API may
    not invoke it."""
    return message(500, "Internal Server Error")


def refused(status: int) -> Response:
    """The function was not invoked, or (504) took longer than the integration's time-out."""
    return message(503, "Service Unavailable") if status == 504 else failed()


def not_found() -> Response:
    """No route, or no stage."""
    return message(404, "Not Found")


def unauthorized(challenge: str = "") -> Response:
    """There is no token or other sign of who asks, or it is no good."""
    refusal = message(401, "Unauthorized")
    if not challenge:
        return refusal
    return replace(refusal, headers=(*refusal.headers, ("www-authenticate", challenge)))


def forbidden() -> Response:
    """Whoever asks is known, and may not; or the signature is not right."""
    return message(403, "Forbidden")


def headers_too_large() -> Response:
    """The request line and the headers are over 10,240 bytes together."""
    return message(431, "Request Header Fields Too Large")


def bad_request() -> Response:
    """The path cannot be decoded."""
    return message(400, "Bad Request")
