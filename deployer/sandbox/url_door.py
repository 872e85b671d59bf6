"""The door of one function URL."""

from ..gateway import function_url
from ..gateway.front_door import Arrival
from ..gateway.limits import INVOKE_PAYLOAD
from ..gateway.request import Request
from ..gateway.response import Response
from ..ui import Ui
from .catalogue import Region
from .door import Door, compact
from .invocation import Outcome
from .invoker import Invoker
from .permissions import Caller, Permissions
from .service_error import ServiceError


class UrlDoor(Door):
    """Serves the URL ``id_`` of a function or of one of its aliases.

    A URL with ``auth_type`` AWS_IAM answers 403 to everybody: signatures are not checked here.
    """

    max_body = INVOKE_PAYLOAD
    id_header = "x-amzn-requestid"

    def __init__(
        self,
        id_: str,
        region: Region,
        ui: Ui,
        invoker: Invoker,
        permissions: Permissions,
        *,
        name: str,
        qualifier: str | None,
    ) -> None:
        self._invoker = invoker
        self._permissions = permissions
        self._name = name
        self._qualifier = qualifier
        self.auth_type = "NONE"
        super().__init__(id_, region, ui)

    def respond(self, request: Request, arrival: Arrival) -> tuple[Response, Outcome | None]:
        if not self._may_invoke():
            self._ui.warn(
                f"{self.url} may not be invoked by everybody: a URL needs two permissions"
            )
            return function_url.forbidden(), None
        event = function_url.forge(request, self.front, arrival)
        try:
            outcome = self._invoker.invoke(
                self.region,
                self._name,
                compact(event),
                qualifier=self._qualifier,
                trace_id=arrival.trace_id,
            )
        except ServiceError as error:
            self._ui.warn(f"{self.url}: {error.text}")
            return function_url.refused(error.status), None
        if outcome.error:
            return function_url.failed(), outcome
        return function_url.lift(request, outcome.payload), outcome

    def _may_invoke(self) -> bool:
        """Both permissions are needed since October 2025.
        https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"""
        if self.auth_type != "NONE":
            return False
        context = {
            "lambda:functionurlauthtype": "NONE",
            "lambda:invokedviafunctionurl": "true",
        }
        arn = self.region.arn(self._name, self._qualifier)
        return all(
            self._permissions.allow(arn, action, Caller("", context))
            for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
        )
