"""A Lambda function URL: format 2.0, with the path as sent and cookies also in the headers.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from urllib.parse import unquote

from . import format_2, payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response, message
from .visitor import Signer


def forge(request: Request, door: FrontDoor, arrival: Arrival) -> dict[str, object]:
    """The event that Lambda would send for ``request``.

    ``domainName`` stays the URL's own on AWS, also where the door has another address: it is how a
    function tells a URL's event, whose path is encoded, from an HTTP API's, whose path is not.
    """
    domain = f"{door.id}.lambda-url.{door.region}.on.aws"
    return format_2.event(
        request,
        door,
        arrival,
        headers=payload.forwarded(request, door, arrival),
        raw_path=request.path,
        path=unquote(request.path),
        account=signer.account if isinstance(signer := arrival.visitor, Signer) else "anonymous",
        domain=domain,
    )


def lift(request: Request, text: bytes) -> Response:
    """The response to the function's answer ``text``; 502 when it is malformed."""
    try:
        return format_2.response(request, text, default_type="application/json")
    except Malformed:
        return failed()


def failed() -> Response:
    """The function raised, crashed, timed out or answered what is no response."""
    return Response(502, (("content-type", "application/json"),), b"Internal Server Error")


def forbidden() -> Response:
    """The caller may not invoke: one of the two permissions is missing."""
    return message(
        403,
        "Forbidden. For troubleshooting Function URL authorization issues, see: "
        "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        key="Message",
    )


def refused(status: int) -> Response:
    """Lambda refused the invocation before the function saw it: too large, or too many at once."""
    texts = {413: "Request Entity Too Large", 429: "Rate Exceeded."}
    if status in texts:
        return message(status, texts[status], key="Message")
    return failed()
