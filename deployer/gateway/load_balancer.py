"""An Application Load Balancer with a Lambda target.

Path and query stay as sent: values are not decoded. Whether headers and query parameters have one
value or lists is the target group's setting, for the event and for the answer.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from . import payload
from .front_door import Arrival, FrontDoor
from .limits import LOAD_BALANCER_BODY
from .payload import Malformed
from .request import Request
from .response import Response

_PHRASES = {400: "Bad Request", 502: "Bad Gateway", 503: "Service Temporarily Unavailable"}


def forge(
    request: Request,
    door: FrontDoor,
    arrival: Arrival,
    *,
    multi_value: bool = False,
    target_group: str | None = None,
) -> dict[str, object]:
    """The event that the load balancer would send for the ``target_group`` of that ARN; without
    one, ``door.id`` is its name.

    With one value each, the last one is sent and the others are lost.
    """
    body, encoded = payload.body_fields(request)
    headers = payload.header_lists(request, payload.forwarded(request, door, arrival))
    query = payload.raw_query_lists(request.query)
    number = arrival.request_id.replace("-", "")[:16]
    named = (
        f"arn:aws:elasticloadbalancing:{door.region}:{door.account}:targetgroup/{door.id}/{number}"
    )
    return {
        "requestContext": {"elb": {"targetGroupArn": target_group or named}},
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
    """The response to the function's answer ``text``; 502 when it is malformed or over 1 MB.

    Only the header map that fits the target group's setting is looked at.
    """
    if len(text) > LOAD_BALANCER_BODY:
        return page(502)
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            raise Malformed("the answer is no object")
        read = payload.multi_headers if multi_value else payload.single_headers
        status, body = payload.status_of(answer), payload.body_of(answer)
        default = "application/octet-stream"
        return payload.finish(request, status, read(answer), body, default_type=default)
    except Malformed:
        return page(502)


def page(status: int, phrase: str = "") -> Response:
    """What the load balancer answers by itself; 400, 502 and 503 have a phrase here."""
    title = f"{status} {phrase or _PHRASES[status]}"
    text = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    return Response(
        status, (("server", "awselb/2.0"), ("content-type", "text/html")), text.encode()
    )
