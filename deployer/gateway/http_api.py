"""An HTTP API with a Lambda proxy integration: payload format 2.0 or 1.0.

Its path arrives decoded, and damaged: decoded, cut at a question mark, decoded once more
(``%252F`` becomes ``/``), a 400 where the second decoding meets a stray percent sign.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import re
from typing import Literal
from urllib.parse import unquote

from . import format_2, payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response, message

Version = Literal["1.0", "2.0"]
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
        return _event_1(request, door, arrival, path)
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
        if version == "1.0":
            return _response_1(request, text)
        return format_2.response(request, text, default_type="text/plain;charset=UTF-8")
    except Malformed:
        return failed()


def failed() -> Response:
    """The function raised, crashed, timed out, or answered what is no response, or the API may
    not invoke it."""
    return message(500, "Internal Server Error")


def timed_out() -> Response:
    """The integration took longer than its time-out."""
    return message(503, "Service Unavailable")


def not_found() -> Response:
    """No route, or no stage."""
    return message(404, "Not Found")


def too_large() -> Response:
    """The body is over 10 MB."""
    return message(413, "Request Entity Too Large")


def bad_request() -> Response:
    return message(400, "Bad Request")


def _event_1(request: Request, door: FrontDoor, arrival: Arrival, path: str) -> dict[str, object]:
    body, encoded = payload.body_fields(request)
    lists = payload.query_lists(request.query)
    headers = payload.forwarded(request, door, arrival)
    many = {name: [value] for name, value in headers.items()}
    for name in request.joined_headers.keys() & headers.keys() - {"x-forwarded-for"}:
        many[name] = [value for key, value in request.headers if key.lower() == name]
    return {
        "version": "1.0",
        "resource": "$default",
        "path": path,
        "httpMethod": request.method,
        "headers": {name: values[-1] for name, values in many.items()},
        "multiValueHeaders": many,
        "queryStringParameters": {key: values[-1] for key, values in lists.items()} or None,
        "multiValueQueryStringParameters": lists or None,
        "requestContext": _context_1(request, door, arrival, path),
        "pathParameters": None,
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": encoded,
    }


def _context_1(request: Request, door: FrontDoor, arrival: Arrival, path: str) -> dict[str, object]:
    nobody = (
        "accessKey",
        "accountId",
        "caller",
        "cognitoAuthenticationProvider",
        "cognitoAuthenticationType",
        "cognitoIdentityId",
        "cognitoIdentityPoolId",
        "principalOrgId",
        "user",
        "userArn",
    )
    return {
        "accountId": door.account,
        "apiId": door.id,
        "domainName": door.host,
        "domainPrefix": door.host.partition(".")[0],
        "extendedRequestId": arrival.request_id,
        "httpMethod": request.method,
        "identity": {
            **dict.fromkeys(nobody),
            "sourceIp": request.client,
            "userAgent": request.header("user-agent"),
        },
        "path": path,
        "protocol": request.protocol,
        "requestId": arrival.request_id,
        "requestTime": arrival.clock,
        "requestTimeEpoch": arrival.milliseconds,
        "resourceId": "$default",
        "resourcePath": "$default",
        "stage": "$default",
    }


def _response_1(request: Request, text: bytes) -> Response:
    """Format 1.0 infers nothing: a ``statusCode`` must be there. The two header maps are merged,
    and the lists win where both name a header."""
    answer = payload.parse(text)
    if not isinstance(answer, dict):
        raise Malformed("the answer is no object")
    many = payload.multi_headers(answer)
    named = {name.lower() for name, _ in many}
    pairs = [(n, v) for n, v in payload.single_headers(answer) if n.lower() not in named] + many
    return payload.finish(
        request,
        payload.status_of(answer),
        pairs,
        payload.body_of(answer),
        default_type="text/plain;charset=UTF-8",
    )
