"""The door of one REST API: the stage that the path names, as it was deployed."""

from dataclasses import dataclass, replace

from ..gateway import rest_api
from ..gateway.compression import compressed, decompressed
from ..gateway.front_door import Arrival
from ..gateway.limits import REST_API_BODY, REST_API_HEADERS, REST_API_SECONDS
from ..gateway.request import Request
from ..gateway.response import Response
from ..ui import Ui
from .api_door import ApiDoor, Mapping, function_of
from .catalogue import Region
from .door import Answer, Refused
from .rest_deployments import Deployment, Method, RestDeployments
from .upstream import Upstream


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
        super().__init__(id_, region, ui, upstream)

    def refuse(self, status: int, text: str) -> Response:
        return rest_api.unread(status, text)

    def respond(self, request: Request, arrival: Arrival, mapping: Mapping | None = None) -> Answer:
        own = request.path.removeprefix("/").partition("/")[0]
        stage = mapping.stage if mapping else own
        prefix = mapping.base_path if mapping else f"/{stage}"
        request = replace(request, target=request.target.removeprefix(prefix))
        route = self._route(request, stage)
        self._admit(request, route)
        event = self._event(request, arrival, route, mapping)
        outcome = self._invoked(route.arn, event, arrival, rest_api.refused, route.seconds)
        if outcome.error:
            return rest_api.failed(), outcome
        response = rest_api.lift(request, outcome.payload, route.deployment.binary_types)
        response = rest_api.remapped(response)
        return compressed(request, response, route.deployment.compression), outcome

    def _event(
        self, request: Request, arrival: Arrival, route: Route, mapping: Mapping | None
    ) -> dict[str, object]:
        try:
            request = decompressed(request, route.deployment.compression)
        except ValueError:
            raise Refused(rest_api.unread(400, "Bad Request")) from None
        return rest_api.forge(
            request,
            self._front(mapping),
            arrival,
            route.stage,
            base_path=mapping.base_path if mapping else None,
            resource=route.method.resource,
            parameters=route.parameters,
            binary_types=route.deployment.binary_types,
        )

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
        from moto.apigateway.models import apigateway_backends

        api = apigateway_backends[self.region.account][self.region.name].apis.get(self.front.id)
        if api is None or stage not in api.stages:
            return None
        return self._deployments.find(api.id, str(api.stages[stage].deployment_id))

    def _admit(self, request: Request, route: Route) -> None:
        """What happens before the function is invoked; raises ``Refused``."""
        if request.head_size > REST_API_HEADERS:
            raise Refused(rest_api.unread(431, "Request Header Fields Too Large"))
        if not route.proxied:
            self._ui.warn(f"{self.url}: the sandbox emulates integrations of type AWS_PROXY only")
            raise Refused(rest_api.refused(500))
        source = self._source_arn(f"{route.stage}/{request.method}{route.method.resource}")
        if not self._permitted(route.arn, "apigateway.amazonaws.com", source):
            raise Refused(rest_api.refused(500))
