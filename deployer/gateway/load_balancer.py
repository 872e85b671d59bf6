"""An Application Load Balancer with a Lambda target.

Path and query stay as sent: values are not decoded. Whether headers and query parameters have one
value or lists is the target group's setting, for the event and for the answer.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from . import payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response

_BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head></html>"


def forge(
    request: Request, door: FrontDoor, arrival: Arrival, *, multi_value: bool = False
) -> dict[str, object]:
    """The event that the load balancer would send; ``door.id`` is the target group's name.

    With one value each, the last one is sent and the others are lost.
    """
    body, encoded = payload.body_fields(request)
    headers = payload.header_lists(request, payload.forwarded(request, door, arrival))
    query = payload.raw_query_lists(request.query)
    number = arrival.request_id.replace("-", "")[:16]
    arn = (
        f"arn:aws:elasticloadbalancing:{door.region}:{door.account}:targetgroup/{door.id}/{number}"
    )
    return {
        "requestContext": {"elb": {"targetGroupArn": arn}},
        "httpMethod": request.method,
        "path": request.path,
        **(
            {"multiValueQueryStringParameters": query, "multiValueHeaders": headers}
            if multi_value
            else {
                "queryStringParameters": payload.last_values(query),
                "headers": payload.last_values(headers),
            }
        ),
        "body": body or "",
        "isBase64Encoded": encoded,
    }


def lift(request: Request, text: bytes, *, multi_value: bool = False) -> Response:
    """The response to the function's answer ``text``; 502 when it is malformed.

    Only the header map that fits the target group's setting is looked at.
    """
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            raise Malformed("the answer is no object")
        read = payload.multi_headers if multi_value else payload.single_headers
        status, body = payload.status_of(answer), payload.body_of(answer)
        default = "application/octet-stream"
        return payload.finish(request, status, read(answer), body, default_type=default)
    except Malformed:
        return Response(502, (("content-type", "text/html"),), _BAD_GATEWAY)
