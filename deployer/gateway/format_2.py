"""Payload format 2.0, which HTTP APIs and function URLs share.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import json

from . import payload, visitor
from .front_door import Arrival, FrontDoor
from .request import Request
from .response import Response


def event(
    request: Request,
    door: FrontDoor,
    arrival: Arrival,
    *,
    headers: dict[str, str],
    raw_path: str,
    path: str,
    account: str,
    domain: str,
) -> dict[str, object]:
    """The event; what the two doors do differently are its parameters."""
    body, encoded = payload.body_fields(request)
    found = payload.cookies(request)
    parameters = payload.query_joined(request.query)
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": raw_path,
        "rawQueryString": request.query,
        **({"cookies": found} if found else {}),
        "headers": headers,
        **({"queryStringParameters": parameters} if parameters else {}),
        "requestContext": {
            "accountId": account,
            "apiId": door.id,
            **({"authorizer": visitor.format_2(arrival.visitor)} if arrival.visitor else {}),
            "domainName": domain,
            "domainPrefix": domain.partition(".")[0],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": request.protocol,
                "sourceIp": request.client,
                "userAgent": request.header("user-agent"),
            },
            "requestId": arrival.request_id,
            "routeKey": "$default",
            "stage": "$default",
            "time": arrival.clock,
            "timeEpoch": arrival.milliseconds,
        },
        **({} if body is None else {"body": body}),
        "isBase64Encoded": encoded,
    }


def response(request: Request, text: bytes, *, default_type: str) -> Response:
    """The HTTP response to what the function answered.

    An answer without ``statusCode`` is itself the body: 200 and JSON. ``multiValueHeaders`` do
    not exist in this format. Raises ``Malformed``.
    """
    answer = payload.parse(text)
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer, separators=(",", ":"))
        return payload.finish(request, 200, [], body.encode(), default_type="application/json")
    status = payload.status_of(answer)
    pairs = payload.single_headers(answer) + payload.cookie_headers(answer)
    return payload.finish(
        request, status, pairs, payload.body_of(answer), default_type=default_type
    )
