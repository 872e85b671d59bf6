"""The door of one REST API: the stage that the path names, as it was deployed."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..gateway import rest_api
from ..gateway.compression import compressed, decompressed
from ..gateway.front_door import Arrival
from ..gateway.limits import REST_API_BODY, REST_API_HEADERS, REST_API_SECONDS
from ..gateway.request import Request
from ..gateway.response import Response
from ..ui import Ui
from .access.rest_access import Event, Knock, RestAccess
from .api_door import ApiDoor, Mapping, function_of
from .api_keys import opening
from .catalogue import Region
from .door import Answer, Refused
from .rest_deployments import Deployment, Method, RestDeployments
from .stages import TokenBucket, hold_back, log
from .upstream import Upstream

if TYPE_CHECKING:
    from moto.apigateway.models import ApiKey, Stage


@dataclass(frozen=True)
class Route:
    """Where a request leads: ``method`` of what is deployed to ``stage``."""

    stage: str
    deployment: Deployment
    method: Method
    parameters: dict[str, str]

    @property
    def arn(self) -> str:
        """The function's."""
        return function_of(str(self._integration().get("uri")))

    @property
    def seconds(self) -> float:
        """How long the API waits."""
        milliseconds = self._integration().get("timeoutInMillis")
        return float(str(milliseconds)) / 1000 if milliseconds else REST_API_SECONDS

    @property
    def proxied(self) -> bool:
        """Whether a function answers the whole request."""
        return self._integration().get("type") == "AWS_PROXY"

    @property
    def keyed(self) -> bool:
        """Whether the client needs an API key."""
        return bool(self.method.settings.get("apiKeyRequired"))

    def _integration(self) -> dict[str, object]:
        integration = self.method.settings.get("methodIntegration")
        return integration if isinstance(integration, dict) else {}


class RestDoor(ApiDoor):
    """Serves a REST API: ``/{stage}/…`` at its own address, ``/…`` for a custom domain."""

    max_body = REST_API_BODY
    id_header = "x-amzn-requestid"

    def __init__(
        self, id_: str, region: Region, ui: Ui, upstream: Upstream, deployments: RestDeployments
    ) -> None:
        self._deployments = deployments
        self._bucket = TokenBucket()
        self._access = RestAccess(region, upstream, ui)
        super().__init__(id_, region, ui, upstream)

    def refuse(self, status: int, text: str) -> Response:
        return rest_api.unread(status, text)

    def respond(self, request: Request, arrival: Arrival, mapping: Mapping | None = None) -> Answer:
        """As the stage's own settings have it: throttling and the access log around it."""
        own = request.path.removeprefix("/").partition("/")[0]
        name, outcome = mapping.stage if mapping else own, None
        stage = self._stage(name)
        key = opening(self.region, self.front.id, name, request.header("x-api-key"))
        try:
            if stage:
                hold_back(stage.method_settings.get("*/*", {}), self._bucket)
            response, outcome = self._routed(request, arrival, name, key, mapping)
        except Refused as refused:
            response = refused.response
        if stage:
            further = {"identity.apiKeyId": key.id} if key else {}
            log(stage.access_log_settings, self.region, request, response, arrival, further)
        return response, outcome

    def _routed(
        self,
        request: Request,
        arrival: Arrival,
        stage: str,
        key: "ApiKey | None",
        mapping: Mapping | None,
    ) -> Answer:
        prefix = mapping.base_path if mapping else f"/{stage}"
        signed = request  # with the stage in its path
        request = replace(request, target=request.target.removeprefix(prefix))
        route = self._route(request, stage)
        self._admit(request, route, key)

        def forged(arrival: Arrival) -> Event:
            return self._event(request, arrival, route, key, mapping)

        knock = self._knock(signed, request, route)
        visitor = self._access.visitor(knock, self.front, arrival, lambda: forged(arrival))
        event = forged(replace(arrival, visitor=visitor))
        outcome = self._invoked(route.arn, event, arrival, rest_api.refused, route.seconds)
        if outcome.error:
            return rest_api.failed(), outcome
        response = rest_api.lift(request, outcome.payload, route.deployment.binary_types)
        response = rest_api.remapped(response)
        return compressed(request, response, route.deployment.compression), outcome

    def _event(
        self,
        request: Request,
        arrival: Arrival,
        route: Route,
        key: "ApiKey | None",
        mapping: Mapping | None,
    ) -> Event:
        try:
            request = decompressed(request, route.deployment.compression)
        except ValueError:
            raise Refused(rest_api.unread(400, "Bad Request")) from None
        event = rest_api.forge(
            request,
            self._front(mapping),
            arrival,
            route.stage,
            base_path=mapping.base_path if mapping else None,
            resource=route.method.resource,
            parameters=route.parameters,
            binary_types=route.deployment.binary_types,
        )
        if route.keyed and key:
            rest_api.identify(event, key.value, key.id)
        return event

    def _route(self, request: Request, stage: str) -> Route:
        """Raises ``Refused`` when nothing is deployed there."""
        deployment = self._deployed(stage)
        if deployment is None:
            raise Refused(rest_api.no_stage())
        found = deployment.find(request.method, request.path)
        if found is None:
            raise Refused(rest_api.no_method())
        return Route(stage, deployment, *found)

    def _deployed(self, stage: str) -> Deployment | None:
        there = self._stage(stage)
        return self._deployments.find(self.front.id, str(there.deployment_id)) if there else None

    def _stage(self, name: str) -> "Stage | None":
        from moto.apigateway.models import apigateway_backends

        api = apigateway_backends[self.region.account][self.region.name].apis.get(self.front.id)
        return api.stages.get(name) if api else None

    def _admit(self, request: Request, route: Route, key: "ApiKey | None") -> None:
        """What happens before the function is invoked; raises ``Refused``."""
        if request.head_size > REST_API_HEADERS:
            raise Refused(rest_api.unread(431, "Request Header Fields Too Large"))
        if route.keyed and key is None:
            raise Refused(rest_api.no_key())
        if not route.proxied:
            self._ui.warn(f"{self.url}: the sandbox emulates integrations of type AWS_PROXY only")
            raise Refused(rest_api.refused(500))
        source = self._source_arn(f"{route.stage}/{request.method}{route.method.resource}")
        if not self._permitted(route.arn, "apigateway.amazonaws.com", source):
            raise Refused(rest_api.refused(500))

    def _knock(self, signed: Request, request: Request, route: Route) -> Knock:
        """``request`` is ``signed`` without the stage."""
        arn = self._source_arn(f"{route.stage}/{request.method}{request.path}")
        return Knock(signed, route.method.settings, route.stage, arn)
