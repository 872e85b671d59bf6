"""The door of one HTTP API: its $default route, as the control plane has it at that moment."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..gateway import cors, http_api
from ..gateway.front_door import Arrival
from ..gateway.limits import HTTP_API_BODY, HTTP_API_HEADERS, HTTP_API_SECONDS
from ..gateway.request import Request
from ..gateway.visitor import Visitor
from .access.http_access import HttpAccess
from .api_door import ApiDoor, Mapping, function_of
from .catalogue import Region
from .door import Answer, Refused
from .stages import TokenBucket, hold_back, log

if TYPE_CHECKING:
    from moto.apigatewayv2.models import Api, Route
    from moto.apigatewayv2.models import Integration as Chosen


@dataclass(frozen=True)
class Integration:
    """Where the $default route leads: ``arn`` of a function, qualified or not; ``route`` of ``api``
    says who may come."""

    arn: str
    version: http_api.Version
    seconds: float
    api: "Api"
    route: "Route"


class HttpDoor(ApiDoor):
    """Serves an HTTP API."""

    max_body = HTTP_API_BODY
    id_header = "apigw-requestid"

    @cached_property
    def _access(self) -> HttpAccess:
        return HttpAccess(self.region, self._upstream, self._ui)

    @cached_property
    def _bucket(self) -> TokenBucket:
        return TokenBucket()

    def respond(self, request: Request, arrival: Arrival, mapping: Mapping | None = None) -> Answer:
        """As the API's own settings have it: CORS, throttling and the access log around it."""
        api, outcome = find_api(self.region, self.front.id), None
        settings = _cors(api)
        stage = api.stages.get(mapping.stage if mapping else "$default") if api else None
        if settings and cors.is_preflight(request):
            response = cors.preflight(request, settings, 204)
        else:
            try:
                if stage:
                    hold_back(stage.default_route_settings or {}, self._bucket)
                response, outcome = self._routed(request, arrival, mapping)
            except Refused as refused:
                response = refused.response
            response = cors.answered(request, response, settings)
        if stage:
            log(stage.access_log_settings, self.region, request, response, arrival)
        return response, outcome

    def _routed(self, request: Request, arrival: Arrival, mapping: Mapping | None) -> Answer:
        integration = find(self.region, self.front.id, mapping.stage if mapping else "$default")
        if integration is None:
            return http_api.not_found(), None
        visitor = self._admit(request, integration, arrival)
        arrival = replace(arrival, visitor=visitor)
        try:
            event = http_api.forge(request, self._front(mapping), arrival, integration.version)
        except http_api.BadPath:
            return http_api.bad_request(), None
        outcome = self._invoked(
            integration.arn, event, arrival, http_api.refused, integration.seconds
        )
        if outcome.error:
            return http_api.failed(), outcome
        return http_api.lift(request, outcome.payload, integration.version), outcome

    def _admit(
        self, request: Request, integration: Integration, arrival: Arrival
    ) -> Visitor | None:
        """What happens before the function is invoked: whom it lets in; raises ``Refused``."""
        if request.head_size > HTTP_API_HEADERS:
            raise Refused(http_api.headers_too_large())
        source = self._source_arn("$default/$default")
        if not self._permitted(integration.arn, "apigateway.amazonaws.com", source):
            raise Refused(http_api.failed())
        asked = integration.api, integration.route
        return self._access.visitor(*asked, request, self.front, arrival)


def find_api(region: Region, api_id: str) -> "Api | None":
    from moto.apigatewayv2.models import apigatewayv2_backends

    return apigatewayv2_backends[region.account][region.name].apis.get(api_id)


def _cors(api: "Api | None") -> dict[str, Any]:
    """The API's CORS settings, with names as AWS's SDK writes them."""
    settings: Any = (api.cors_configuration if api else None) or {}
    return {f"{key[0].upper()}{key[1:]}": value for key, value in settings.items()}


def find(region: Region, api_id: str, stage: str) -> Integration | None:
    """Where the API's $default route leads in ``stage``; None when it leads nowhere.

    Of stages there is only $default: the path of another would start with its name.
    """
    api = find_api(region, api_id)
    if api is None or stage != "$default" or stage not in api.stages:
        return None
    for route in list(api.routes.values()):
        if route.route_key == "$default" and route.target:
            chosen = api.integrations.get(route.target.removeprefix("integrations/"))
            if chosen is not None and chosen.integration_type == "AWS_PROXY":
                return _integration(api, route, chosen)
    return None


def _integration(api: "Api", route: "Route", chosen: "Chosen") -> Integration:
    return Integration(
        arn=function_of(chosen.integration_uri),
        version="2.0" if chosen.payload_format_version == "2.0" else "1.0",
        seconds=min(HTTP_API_SECONDS, (chosen.timeout_in_millis or 30_000) / 1000),
        api=api,
        route=route,
    )
