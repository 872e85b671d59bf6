"""The door of one custom domain: its mappings lead to APIs, as they are at that moment.

A change takes effect with the next request; one that is under way ends where it began.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
"""

from ..gateway import rest_api
from ..gateway.front_door import Arrival
from ..gateway.limits import HTTP_API_BODY
from ..gateway.request import Request
from ..ui import Ui
from .api_door import ApiDoor, Mapping
from .catalogue import Region
from .door import Answer, Door, Refused
from .doors import Doors
from .upstream import Upstream


class DomainDoor(Door):
    """Serves the custom domain ``name``, whatever Host says."""

    max_body = HTTP_API_BODY
    id_header = ""  # the API's own is there

    def __init__(
        self, id_: str, region: Region, ui: Ui, upstream: Upstream, doors: Doors, name: str
    ) -> None:
        self._doors = doors
        self._name = name
        super().__init__(id_, region, ui, upstream)

    def respond(self, request: Request, arrival: Arrival) -> Answer:
        mapping = self._mapping(request.path)
        door = self._doors.find(mapping.api_id) if mapping else None
        if not isinstance(door, ApiDoor):
            raise Refused(rest_api.no_stage())
        response, outcome = door.respond(request, arrival, mapping)
        return door.identified(response, arrival), outcome

    def _mapping(self, path: str) -> Mapping | None:
        """The mapping with the longest key that ``path`` begins with."""
        from moto.apigatewayv2.models import apigatewayv2_backends

        mappings = apigatewayv2_backends[self.region.account][self.region.name].api_mappings
        ours = [each for each in list(mappings.values()) if each.domain_name == self._name]
        for mapping in sorted(ours, key=lambda each: -len(each.api_mapping_key)):
            base_path = f"/{mapping.api_mapping_key}".rstrip("/")
            if f"{path}/".startswith(f"{base_path}/"):
                return Mapping(self._name, mapping.api_id, mapping.stage, base_path)
        return None
