"""An API Gateway REST API with a Lambda proxy integration: format 1.0 as it was first.

The path stays as sent and lacks the stage; the query is decoded, its order between names lost.
Header names stay as sent. A body is base64 when its type is one of the API's binary media types,
text otherwise; an answer's base64 is decoded only for a client that asks for such a type.
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace

from . import format_1, payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response, message

_OURS = ("X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto")

# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
_REMAPPED = frozenset(
    (
        "authorization",
        "content-md5",
        "date",
        "max-forwards",
        "server",
        "user-agent",
        "www-authenticate",
    )
)


def forge(
    request: Request,
    door: FrontDoor,
    arrival: Arrival,
    stage: str = "prod",
    *,
    base_path: str | None = None,
    resource: str | None = None,
    parameters: Mapping[str, str] | None = None,
    binary_types: Sequence[str] = ("*/*",),
) -> dict[str, object]:
    """The event that API Gateway would send for ``request`` from the client's own address.

    ``request.path`` is without the stage, or without ``base_path`` ("" or "/v1") where it came by
    a custom domain. ``resource`` and its ``parameters`` are those that served the path: by default
    "/" and "/{proxy+}".
    """
    if resource is None:
        proxy = request.path.lstrip("/")
        resource, parameters = ("/{proxy+}", {"proxy": proxy}) if proxy else ("/", None)
    path = f"{base_path or ''}{request.path}" or "/"
    event = format_1.event(
        request,
        door,
        arrival,
        path=path,
        resource=resource,
        context_path=f"/{stage}{request.path}" if base_path is None else path,
        stage=stage,
    )
    del event["version"]
    event["pathParameters"] = dict(parameters) if parameters else None
    event["body"], event["isBase64Encoded"] = _body(request, binary_types)
    for key in ("headers", "multiValueHeaders"):
        event[key] = _spelled(request, event[key])
    return event


def identify(event: dict[str, object], api_key: str, api_key_id: str) -> None:
    """Tell in ``event`` which API key the client has sent."""
    match event["requestContext"]:
        case {"identity": dict(identity)}:
            identity |= {"apiKey": api_key, "apiKeyId": api_key_id}


def lift(request: Request, text: bytes, binary_types: Sequence[str] = ("*/*",)) -> Response:
    """The response to the function's answer ``text``; 502 when it is malformed."""
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            raise Malformed("the answer is no object")
        wanted = request.header("accept").partition(",")[0]
        if answer.get("isBase64Encoded") and not is_binary(wanted, binary_types):
            answer = {**answer, "isBase64Encoded": False}
        return format_1.response(request, answer, default_type="application/json")
    except Malformed:
        return failed()


def remapped(response: Response) -> Response:
    """The response as it goes out: some headers get another name, WWW-Authenticate among them."""
    headers = (
        (f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED else name, value)
        for name, value in response.headers
    )
    return replace(response, headers=tuple(headers))


def is_binary(media_type: str, binary_types: Sequence[str]) -> bool:
    """Whether ``media_type`` is among ``binary_types``: "image/*" and "*/*" stand for all."""
    kind = media_type.partition(";")[0].strip().lower() or "application/json"
    return any(each in ("*/*", kind, f"{kind.partition('/')[0]}/*") for each in binary_types)


def _body(request: Request, binary_types: Sequence[str]) -> tuple[str | None, bool]:
    """What is no UTF-8 and no binary media type is damaged, as on AWS."""
    if not request.body:
        return None, False
    if is_binary(request.header("content-type"), binary_types):
        return base64.b64encode(request.body).decode("ascii"), True
    return request.body.decode("utf-8", "replace"), False


def _spelled(request: Request, headers: object) -> object:
    """The names as the client spelled them first."""
    if not isinstance(headers, dict):
        return headers
    names = {name.lower(): name for name in _OURS}
    for name, _ in request.headers:
        names.setdefault(name.lower(), name)
    return {names.get(name, name): value for name, value in headers.items()}


def failed() -> Response:
    """The function raised, crashed, timed out, or answered what is no response."""
    return message(502, "Internal server error")


def refused(status: int) -> Response:
    """The function was not invoked; or (504) took longer than the integration's time-out."""
    if status == 504:
        return message(504, "Endpoint request timed out")
    if status == 413:
        return message(413, "Request Too Long")
    return message(500, "Internal server error")


def no_method() -> Response:
    """There is nothing at this path; it says so in the words of authentication."""
    return message(403, "Missing Authentication Token")


def bad_signature() -> Response:
    """It is nobody's, or not this request's."""
    return message(403, "The security token included in the request is invalid.")


def not_allowed(user: str, arn: str) -> Response:
    """Whoever signed may not invoke ``arn``."""
    said = f"User: {user} is not authorized to perform: execute-api:Invoke on resource: {arn}"
    return message(403, said, key="Message")


def unauthorized() -> Response:
    """There is no token or other sign of who asks, or it is no good."""
    return message(401, "Unauthorized")


def denied(*, explicit: bool) -> Response:
    """The policy that the authorizer's function gave does not allow it, or denies it."""
    why = " with an explicit deny" if explicit else ""
    said = f"User is not authorized to access this resource{why}"
    return message(403, said, key="Message")


def no_stage() -> Response:
    """There is no such stage, or nothing deployed to it."""
    return message(403, "Forbidden")


def no_key() -> Response:
    """The request has no API key that opens the stage."""
    return message(403, "Forbidden")


def unread(status: int, text: str) -> Response:
    """The request is over 10 MB, or none."""
    if status == 413:
        return message(413, "HTTP content length exceeded 10485760 bytes.")
    return message(status, text)
