"""The door of one function URL."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..gateway import cors, function_url
from ..gateway.front_door import Arrival
from ..gateway.limits import INVOKE_PAYLOAD
from ..gateway.request import Request
from ..gateway.visitor import Signer
from ..ui import Ui
from .access import signatures
from .catalogue import Region
from .door import Answer, Door, Refused
from .permissions import Caller
from .upstream import Upstream

_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")


class UrlDoor(Door):
    """Serves the URL ``id_`` of the function ``arn``, or of one of its aliases.

    With ``auth_type`` AWS_IAM it lets those in whose signature is right and whose own policies
    allow both actions.
    """

    max_body = INVOKE_PAYLOAD
    id_header = "x-amzn-requestid"

    def __init__(self, id_: str, region: Region, ui: Ui, upstream: Upstream, arn: str) -> None:
        self._arn = arn
        self.auth_type = "NONE"
        self.cors: Mapping[str, Any] = {}
        super().__init__(id_, region, ui, upstream)

    def respond(self, request: Request, arrival: Arrival) -> Answer:
        if self.cors and cors.is_preflight(request):
            return cors.preflight(request, self.cors, 200), None
        response, outcome = self._answered(request, arrival)
        return cors.answered(request, response, self.cors), outcome

    def _answered(self, request: Request, arrival: Arrival) -> Answer:
        arrival = replace(arrival, visitor=self._admit(request))
        event = function_url.forge(request, self.front, arrival)
        outcome = self._invoked(self._arn, event, arrival, function_url.refused)
        if outcome.error:
            return function_url.failed(), outcome
        return function_url.lift(request, outcome.payload), outcome

    def _admit(self, request: Request) -> Signer | None:
        """What happens before the function is invoked: who signed; raises ``Refused``.

        Both permissions are needed since October 2025.
        https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
        """
        if self.auth_type == "AWS_IAM":
            return self._signer(request)
        context = {
            "lambda:functionurlauthtype": "NONE",
            "lambda:invokedviafunctionurl": "true",
        }
        for action in _ACTIONS:
            if not self._upstream.allows(self.region, self._arn, Caller("", context), action):
                self._ui.warn(
                    f"{self.url} may not be invoked by everybody: a URL needs two permissions"
                )
                raise Refused(function_url.forbidden())
        return None

    def _signer(self, request: Request) -> Signer:
        try:
            return signatures.signer(request, self.region, "lambda", _ACTIONS, self._arn)
        except signatures.NotAllowed as error:
            self._ui.warn(f"{error} may not do both of {' and '.join(_ACTIONS)} on {self._arn}")
        except (signatures.Unsigned, signatures.BadSignature):
            pass
        raise Refused(function_url.forbidden())
