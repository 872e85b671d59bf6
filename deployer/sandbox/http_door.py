"""The door of one HTTP API: its $default route, as the control plane has it at that moment."""

from dataclasses import dataclass, replace

from ..gateway import http_api
from ..gateway.front_door import Arrival
from ..gateway.limits import HTTP_API_BODY, HTTP_API_HEADERS, HTTP_API_SECONDS
from ..gateway.request import Request
from .api_door import ApiDoor, Mapping, function_of
from .catalogue import Region
from .door import Answer, Refused


@dataclass(frozen=True)
class Integration:
    """Where the $default route leads: ``arn`` of a function, qualified or not."""

    arn: str
    version: http_api.Version
    seconds: float


class HttpDoor(ApiDoor):
    """Serves an HTTP API."""

    max_body = HTTP_API_BODY
    id_header = "apigw-requestid"

    def answer(
        self,
        request: Request,
        arrival: Arrival,
        domain: str | None = None,
        mapping: Mapping | None = None,
    ) -> Answer:
        integration = find(self.region, self.front.id, mapping.stage if mapping else "$default")
        if integration is None:
            return http_api.not_found(), None
        self._admit(request, integration)
        front = replace(self.front, host=domain or self.front.host)
        try:
            event = http_api.forge(request, front, arrival, integration.version)
        except http_api.BadPath:
            return http_api.bad_request(), None
        outcome = self._invoked(
            integration.arn, event, arrival, http_api.refused, integration.seconds
        )
        if outcome.error:
            return http_api.failed(), outcome
        return http_api.lift(request, outcome.payload, integration.version), outcome

    def _admit(self, request: Request, integration: Integration) -> None:
        """What happens before the function is invoked; raises ``Refused``."""
        if request.head_size > HTTP_API_HEADERS:
            raise Refused(http_api.headers_too_large())
        source = self._source_arn("$default/$default")
        if not self._permitted(integration.arn, "apigateway.amazonaws.com", source):
            raise Refused(http_api.failed())


def find(region: Region, api_id: str, stage: str) -> Integration | None:
    """Where the API's $default route leads in ``stage``; None when it leads nowhere.

    Of stages there is only $default: the path of another would start with its name.
    """
    from moto.apigatewayv2.models import apigatewayv2_backends

    api = apigatewayv2_backends[region.account][region.name].apis.get(api_id)
    if api is None or stage != "$default" or stage not in api.stages:
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
    return Integration(
        arn=function_of(uri),
        version="2.0" if version == "2.0" else "1.0",
        seconds=min(HTTP_API_SECONDS, (milliseconds or 30_000) / 1000),
    )
