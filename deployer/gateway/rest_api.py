"""An API Gateway REST API with a Lambda proxy integration: format 1.0 as it was first.

The path stays as sent and lacks the stage; the query is decoded, its order between names lost.
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from . import format_1, payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response, message


def forge(
    request: Request, door: FrontDoor, arrival: Arrival, stage: str = "prod"
) -> dict[str, object]:
    """The event that API Gateway would send for ``request`` from the client's own address.

    ``request.path`` is without the stage. Every body type counts as binary media type.
    """
    proxy = request.path.lstrip("/")
    event = format_1.event(
        request,
        door,
        arrival,
        path=request.path,
        resource="/{proxy+}" if proxy else "/",
        context_path=f"/{stage}{request.path}",
        stage=stage,
    )
    event["pathParameters"] = {"proxy": proxy} if proxy else None
    del event["version"]
    return event


def lift(request: Request, text: bytes) -> Response:
    """The response to the function's answer ``text``; 502 when it is malformed."""
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            raise Malformed("the answer is no object")
        return format_1.response(request, answer, default_type="application/json")
    except Malformed:
        return message(502, "Internal server error")
