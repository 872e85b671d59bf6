"""The door of one function URL."""

from collections.abc import Mapping
from typing import Any

from ..gateway import cors, function_url
from ..gateway.front_door import Arrival
from ..gateway.limits import INVOKE_PAYLOAD
from ..gateway.request import Request
from ..ui import Ui
from .catalogue import Region
from .door import Answer, Door, Refused
from .permissions import Caller
from .upstream import Upstream


class UrlDoor(Door):
    """Serves the URL ``id_`` of the function ``arn``, or of one of its aliases.

    A URL with ``auth_type`` AWS_IAM answers 403 to everybody: signatures are not checked here.
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
        self._admit()
        event = function_url.forge(request, self.front, arrival)
        outcome = self._invoked(self._arn, event, arrival, function_url.refused)
        if outcome.error:
            return function_url.failed(), outcome
        return function_url.lift(request, outcome.payload), outcome

    def _admit(self) -> None:
        """What happens before the function is invoked; raises ``Refused``.

        Both permissions are needed since October 2025.
        https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
        """
        if self.auth_type != "NONE":
            raise Refused(function_url.forbidden())
        context = {
            "lambda:functionurlauthtype": "NONE",
            "lambda:invokedviafunctionurl": "true",
        }
        for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction"):
            if not self._upstream.allows(self.region, self._arn, Caller("", context), action):
                self._ui.warn(
                    f"{self.url} may not be invoked by everybody: a URL needs two permissions"
                )
                raise Refused(function_url.forbidden())
