"""What a REST API asks before a request goes on, by its method's authorization.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...gateway import rest_api
from ...gateway.front_door import Arrival, FrontDoor
from ...gateway.request import Request
from ...gateway.visitor import Approved, Signer, Token, Visitor
from ...resources.access import pool_issuer
from ...ui import Ui
from ..catalogue import Region
from ..door import Refused
from ..upstream import Upstream
from . import asked, signatures
from .tokens import BadToken, Issuers, NoScope

if TYPE_CHECKING:
    from moto.apigateway.models import Authorizer

Event = dict[str, object]
_HEADER = "method.request.header."


@dataclass(frozen=True)
class Knock:
    """A request at a method: ``settings`` are the method's, ``arn`` is what policies call it.

    ``signed`` has the path as it was sent.
    """

    signed: Request
    settings: Mapping[str, Any]
    stage: str
    arn: str


class RestAccess:
    """Of one API; remembers what functions said and user pools' keys."""

    def __init__(self, region: Region, upstream: Upstream, ui: Ui) -> None:
        self._region = region
        self._ui = ui
        self._issuers = Issuers()
        self._asked = asked.Asked(region, upstream)

    def visitor(
        self, knock: Knock, front: FrontDoor, arrival: Arrival, forge: Callable[[], Event]
    ) -> Visitor | None:
        """Whom the method lets in, None where it asks nobody; raises ``Refused``.

        ``forge`` gives the event that the method's function would get.
        """
        match knock.settings.get("authorizationType"):
            case "NONE" | None:
                return None
            case "AWS_IAM":
                return self._signed(knock)
            case "COGNITO_USER_POOLS":
                return self._token(knock, self._authorizer(knock, front))
            case "CUSTOM":
                authorizer = self._authorizer(knock, front)

                def ask() -> bytes:
                    id_, uri = str(authorizer.id), str(authorizer.authorizer_uri)
                    question = _question(knock, forge())
                    return self._asked.ask(front, id_, uri, question, arrival.trace_id)

                return self._decided(knock, authorizer, ask)
            case other:
                self._ui.warn(f"API {front.id}: the sandbox does not emulate {other} on REST APIs")
                raise Refused(rest_api.refused(500))

    def _signed(self, knock: Knock) -> Signer:
        actions = ("execute-api:Invoke",)
        try:
            return signatures.signer(knock.signed, self._region, "execute-api", actions, knock.arn)
        except signatures.Unsigned:
            raise Refused(rest_api.no_method()) from None
        except signatures.BadSignature:
            raise Refused(rest_api.bad_signature()) from None
        except signatures.NotAllowed as error:
            raise Refused(rest_api.not_allowed(str(error), knock.arn)) from None

    def _token(self, knock: Knock, authorizer: "Authorizer") -> Token:
        """With scopes an access token is asked for, else an identity token, of any client."""
        (given,) = _identity(authorizer, knock.signed)
        scopes = knock.settings.get("authorizationScopes") or ()
        use = "access" if scopes else "id"
        for pool in authorizer.provider_arns or ():
            try:
                token = self._issuers.visitor(self._region, given, pool_issuer(pool), (), scopes)
            except (BadToken, NoScope):
                continue
            if token.claims.get("token_use") == use:
                return token
        raise Refused(rest_api.unauthorized())

    def _decided(
        self, knock: Knock, authorizer: "Authorizer", ask: Callable[[], bytes]
    ) -> Approved:
        key = (authorizer.id, knock.stage, *_identity(authorizer, knock.signed))
        try:
            said = self._asked.answer(key, float(authorizer.authorizer_result_ttl or 0), ask)
            return asked.by_policy(said, knock.arn)
        except asked.Denied as denied:
            explicit = isinstance(denied, asked.ExplicitlyDenied)
            raise Refused(rest_api.denied(explicit=explicit)) from None
        except asked.Unauthorized:
            raise Refused(rest_api.unauthorized()) from None
        except asked.Failed as error:
            self._ui.warn(f"authorizer {authorizer.name} of a REST API: {error}")
            raise Refused(rest_api.refused(500)) from None

    def _authorizer(self, knock: Knock, front: FrontDoor) -> "Authorizer":
        """Raises ``Refused`` where there is none (any more)."""
        from moto.apigateway.models import apigateway_backends

        api = apigateway_backends[self._region.account][self._region.name].apis[front.id]
        there = api.authorizers.get(str(knock.settings.get("authorizerId")))
        if there is None:
            raise Refused(rest_api.refused(500))
        return there


def _identity(authorizer: "Authorizer", request: Request) -> tuple[str, ...]:
    """The values that tell who asks; raises ``Refused`` when one is missing."""
    sources = [each.strip() for each in str(authorizer.identity_source or "").split(",")]
    values = tuple(
        request.header(each.removeprefix(_HEADER).lower())
        for each in sources
        if each.startswith(_HEADER)
    )
    if not all(values):
        raise Refused(rest_api.unauthorized())
    return values


def _question(knock: Knock, event: Event) -> Event:
    """The event that the deciding function gets: the request's, without its body."""
    left_out = ("body", "isBase64Encoded")
    asked_for = {key: value for key, value in event.items() if key not in left_out}
    return {"type": "REQUEST", "methodArn": knock.arn, **asked_for}
