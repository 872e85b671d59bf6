"""The door of one HTTP API: its $default route, as the control plane has it at that moment."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..gateway import http_api
from ..gateway.front_door import Arrival
from ..gateway.limits import HTTP_API_BODY, HTTP_API_HEADERS, HTTP_API_SECONDS
from ..gateway.request import Request
from ..gateway.response import Response
from ..ui import Ui
from .catalogue import Region
from .door import Door, compact
from .function import split_name
from .invocation import Outcome
from .invoker import Invoker
from .permissions import Caller, Permissions
from .service_error import ServiceError

# Either the function's ARN, or the form that REST APIs use.
_INVOCATION = re.compile(r"arn:[^:]+:apigateway:[^:]+:lambda:path/[^/]+/functions/(.+)/invocations")


@dataclass(frozen=True)
class Integration:
    """Where the $default route leads: ``arn`` of a function, qualified or not."""

    arn: str
    version: http_api.Version
    seconds: float


class ApiDoor(Door):
    """Serves the HTTP API ``id_``."""

    max_body = HTTP_API_BODY
    id_header = "apigw-requestid"

    def __init__(
        self, id_: str, region: Region, ui: Ui, invoker: Invoker, permissions: Permissions
    ) -> None:
        self._invoker = invoker
        self._permissions = permissions
        super().__init__(id_, region, ui)

    def respond(self, request: Request, arrival: Arrival) -> tuple[Response, Outcome | None]:
        integration = find(self.region, self.front.id)
        if integration is None:
            return http_api.not_found(), None
        if request.head_size > HTTP_API_HEADERS:
            return http_api.headers_too_large(), None
        if not self._may_invoke(integration.arn):
            self._ui.warn(f"{self.url} may not invoke {integration.arn}: see its permissions")
            return http_api.failed(), None
        try:
            event = http_api.forge(request, self.front, arrival, integration.version)
        except http_api.BadPath:
            return http_api.bad_request(), None
        return self._invoked(request, integration, compact(event), arrival)

    def _invoked(
        self, request: Request, integration: Integration, event: bytes, arrival: Arrival
    ) -> tuple[Response, Outcome | None]:
        name, qualifier = split_name(integration.arn)
        # The function goes on when the API has given up waiting.
        waiting = ThreadPoolExecutor(1)
        pending = waiting.submit(
            self._invoker.invoke,
            self.region,
            name,
            event,
            qualifier=qualifier,
            trace_id=arrival.trace_id,
        )
        waiting.shutdown(wait=False)
        try:
            outcome = pending.result(integration.seconds)
        except TimeoutError:
            return http_api.timed_out(), None
        except ServiceError as error:
            self._ui.warn(f"{self.url}: {error.text}")
            return http_api.failed(), None
        if outcome.error:
            return http_api.failed(), outcome
        return http_api.lift(request, outcome.payload, integration.version), outcome

    def _may_invoke(self, arn: str) -> bool:
        source = f"arn:aws:execute-api:{self.region.name}:{self.region.account}:{self.front.id}"
        context = {
            "aws:sourcearn": f"{source}/$default/$default",
            "aws:sourceaccount": self.region.account,
        }
        caller = Caller("apigateway.amazonaws.com", context)
        name, qualifier = split_name(arn)
        target = self.region.arn(name, qualifier)
        return self._permissions.allow(target, "lambda:InvokeFunction", caller)


def find(region: Region, api_id: str) -> Integration | None:
    """Where the API's $default route of its $default stage leads; None when it leads nowhere."""
    from moto.apigatewayv2.models import apigatewayv2_backends

    api = apigatewayv2_backends[region.account][region.name].apis.get(api_id)
    if api is None or "$default" not in api.stages:
        return None
    for route in list(api.routes.values()):
        if route.route_key == "$default" and route.target:
            chosen = api.integrations.get(route.target.removeprefix("integrations/"))
            if chosen is not None and chosen.integration_type == "AWS_PROXY":
                return _integration(
                    chosen.integration_uri, chosen.payload_format_version, chosen.timeout_in_millis
                )
    return None


def _integration(uri: str, version: str | None, milliseconds: int | None) -> Integration:
    match = _INVOCATION.fullmatch(uri)
    return Integration(
        arn=match[1] if match else uri,
        version="2.0" if version == "2.0" else "1.0",
        seconds=min(HTTP_API_SECONDS, (milliseconds or 30_000) / 1000),
    )
