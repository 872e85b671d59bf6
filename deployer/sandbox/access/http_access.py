"""What an HTTP API asks before a request goes on, by its route's authorization."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from ...gateway import http_api
from ...gateway.front_door import Arrival, FrontDoor
from ...gateway.request import Request
from ...gateway.visitor import Approved, Token, Visitor
from ...ui import Ui
from ..catalogue import Region
from ..door import Refused
from ..upstream import Upstream
from . import asked, signatures
from .tokens import BadToken, Issuers, NoScope

if TYPE_CHECKING:
    from moto.apigatewayv2.models import Api, Authorizer, Route

_HEADER = "$request.header."
_QUERY = "$request.querystring."


class HttpAccess:
    """Of one API; remembers what functions said and issuers' keys."""

    def __init__(self, region: Region, upstream: Upstream, ui: Ui) -> None:
        self._region = region
        self._ui = ui
        self._issuers = Issuers()
        self._asked = asked.Asked(region, upstream)

    def visitor(
        self, api: "Api", route: "Route", request: Request, front: FrontDoor, arrival: Arrival
    ) -> Visitor | None:
        """Whom ``route`` lets in, None where it asks nobody; raises ``Refused``."""
        match route.authorization_type:
            case "AWS_IAM":
                return self._signed(request, front)
            case "JWT":
                return self._token(_authorizer(api, route), route, request)
            case "CUSTOM":
                return self._decided(_authorizer(api, route), request, front, arrival)
            case _:
                return None

    def _signed(self, request: Request, front: FrontDoor) -> Visitor:
        arn = _request_arn(request, front)
        try:
            return signatures.signer(
                request, self._region, "execute-api", ("execute-api:Invoke",), arn
            )
        except signatures.NotAllowed as error:
            self._ui.warn(f"{error} may not execute-api:Invoke {arn}")
        except (signatures.Unsigned, signatures.BadSignature):
            pass
        raise Refused(http_api.forbidden())

    def _token(self, authorizer: "Authorizer", route: "Route", request: Request) -> Token:
        wanted: Any = authorizer.jwt_config
        given = _identity(authorizer, request)
        if given is None:
            raise Refused(http_api.unauthorized("Bearer"))
        try:
            return self._issuers.visitor(
                self._region,
                given[0],
                wanted["issuer"],
                wanted.get("audience") or (),
                route.authorization_scopes or (),
            )
        except BadToken as error:
            challenge = f'Bearer scope="" error="invalid_token" error_description="{error}"'
            raise Refused(http_api.unauthorized(challenge)) from None
        except NoScope:
            raise Refused(http_api.forbidden()) from None

    def _decided(
        self, authorizer: "Authorizer", request: Request, front: FrontDoor, arrival: Arrival
    ) -> Approved:
        given = _identity(authorizer, request)
        if given is None:
            raise Refused(http_api.unauthorized())
        arn = _request_arn(request, front)

        question = _question(request, front, arrival, arn, given)
        seconds = float(authorizer.auth_result_ttl or 0)
        try:
            said = self._asked.answer(
                (authorizer.id, *given),
                seconds,
                lambda: self._asked.ask(
                    front, authorizer.id, authorizer.authorizer_uri, question, arrival.trace_id
                ),
            )
            if authorizer.enable_simple_response:
                return asked.simple(said)
            return asked.by_policy(said, arn)
        except asked.Denied:
            raise Refused(http_api.forbidden()) from None
        except asked.Unauthorized:
            raise Refused(http_api.unauthorized()) from None
        except asked.Failed as error:
            self._ui.warn(f"authorizer {authorizer.name} of API {front.id}: {error}")
            raise Refused(http_api.failed()) from None


def _request_arn(request: Request, front: FrontDoor) -> str:
    """As policies name the request."""
    return f"{asked.api_arn(front)}/$default/{request.method}{request.path}"


def _authorizer(api: "Api", route: "Route") -> "Authorizer":
    """Raises ``Refused`` where there is none (any more)."""
    there = api.authorizers.get(route.authorizer_id or "")
    if there is None:
        raise Refused(http_api.failed())
    return there


def _identity(authorizer: "Authorizer", request: Request) -> tuple[str, ...] | None:
    """The values that tell who asks; None when one is missing."""
    query = dict(parse_qsl(request.query))
    sources: list[str] = list(authorizer.identity_source or ())
    values = tuple(
        query.get(source.removeprefix(_QUERY), "")
        if source.startswith(_QUERY)
        else request.header(source.removeprefix(_HEADER).lower())
        for source in sources
    )
    return values if all(values) else None


def _question(
    request: Request, front: FrontDoor, arrival: Arrival, arn: str, given: tuple[str, ...]
) -> dict[str, object]:
    """The event that the deciding function gets (format 2.0): the request's, without its body."""
    asked_for = http_api.forge(replace(request, body=b""), front, arrival)
    about = {"type": "REQUEST", "routeArn": arn, "identitySource": list(given)}
    return {key: value for key, value in asked_for.items() if key != "isBase64Encoded"} | about
