"""Payload format 1.0, which REST APIs and HTTP APIs share: maps of one value and of lists."""

from collections.abc import Mapping

from . import payload, visitor
from .front_door import Arrival, FrontDoor
from .request import Request
from .response import Response

_NOBODY = (
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


def event(
    request: Request,
    door: FrontDoor,
    arrival: Arrival,
    *,
    path: str,
    resource: str,
    context_path: str,
    stage: str,
) -> dict[str, object]:
    """The event; what the two doors do differently are its parameters."""
    body, encoded = payload.body_fields(request)
    lists = payload.query_lists(request.query)
    headers = payload.header_lists(request, payload.forwarded(request, door, arrival))
    authorizer, identity = visitor.format_1(arrival.visitor)
    return {
        "version": "1.0",
        "resource": resource,
        "path": path,
        "httpMethod": request.method,
        "headers": payload.last_values(headers),
        "multiValueHeaders": headers,
        "queryStringParameters": payload.last_values(lists) or None,
        "multiValueQueryStringParameters": lists or None,
        "requestContext": {
            "accountId": door.account,
            "apiId": door.id,
            **({} if authorizer is None else {"authorizer": authorizer}),
            "domainName": door.host,
            "domainPrefix": door.host.partition(".")[0],
            "extendedRequestId": arrival.request_id,
            "httpMethod": request.method,
            "identity": {
                **dict.fromkeys(_NOBODY),
                **identity,
                "sourceIp": request.client,
                "userAgent": request.header("user-agent"),
            },
            "path": context_path,
            "protocol": request.protocol,
            "requestId": arrival.request_id,
            "requestTime": arrival.clock,
            "requestTimeEpoch": arrival.milliseconds,
            "resourceId": resource,
            "resourcePath": resource,
            "stage": stage,
        },
        "pathParameters": None,
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": encoded,
    }


def response(request: Request, answer: Mapping[str, object], *, default_type: str) -> Response:
    """The HTTP response to ``answer``; raises ``Malformed``.

    This format infers nothing: ``statusCode`` must be there. The two header maps are merged, and
    the lists win where both name a header.
    """
    many = payload.multi_headers(answer)
    named = {name.lower() for name, _ in many}
    single = [(n, v) for n, v in payload.single_headers(answer) if n.lower() not in named]
    status, body = payload.status_of(answer), payload.body_of(answer)
    return payload.finish(request, status, single + many, body, default_type=default_type)
