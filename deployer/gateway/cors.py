"""CORS as HTTP APIs and function URLs answer it themselves, from settings in AWS's own words.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .request import Request
from .response import Response

_PREFIX = "access-control-"


def is_preflight(request: Request) -> bool:
    """Whether a browser asks what it may send (Fetch standard, "CORS-preflight request")."""
    asked = "access-control-request-method" in request.joined_headers
    return request.method == "OPTIONS" and asked and "origin" in request.joined_headers


def preflight(request: Request, settings: Mapping[str, Any], status: int) -> Response:
    """The door's answer; a site that may not ask gets one without a word of CORS."""
    allowed = _allowed(request, settings)
    headers = [*allowed, *_preflight(settings)] if allowed else []
    return Response(status, tuple(headers))


def answered(request: Request, response: Response, settings: Mapping[str, Any]) -> Response:
    """``response`` with the door's headers in place of those that the application set."""
    if not settings:
        return response
    own = [each for each in response.headers if not each[0].lower().startswith(_PREFIX)]
    allowed = _allowed(request, settings)
    exposed = settings.get("ExposeHeaders")
    if allowed and exposed:
        allowed.append(("access-control-expose-headers", ",".join(exposed)))
    return replace(response, headers=(*own, *allowed))


def _allowed(request: Request, settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The headers that let the site read the answer; none when it may not."""
    origin, origins = request.header("origin"), settings.get("AllowOrigins") or []
    if not origin or ("*" not in origins and origin.lower() not in map(str.lower, origins)):
        return []
    headers = [("access-control-allow-origin", "*" if "*" in origins else origin)]
    if "*" not in origins:
        headers.append(("vary", "origin"))
    if settings.get("AllowCredentials"):
        headers.append(("access-control-allow-credentials", "true"))
    return headers


def _preflight(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, name in (
        ("AllowMethods", "access-control-allow-methods"),
        ("AllowHeaders", "access-control-allow-headers"),
    ):
        if settings.get(key):
            yield name, ",".join(settings[key])
    if settings.get("MaxAge"):
        yield "access-control-max-age", str(settings["MaxAge"])
