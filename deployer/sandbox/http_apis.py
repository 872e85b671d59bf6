"""CreateApi and DeleteApi: an HTTP API of the sandbox has a door, and its endpoint says where."""

from collections.abc import Callable

from .api_door import ApiDoor
from .catalogue import Region
from .control_plane import Call, Operation, Reply, reply
from .doors import Doors
from .service_error import ServiceError

MakeDoor = Callable[[str, Region], ApiDoor]


def operations(doors: Doors[ApiDoor], make_door: MakeDoor) -> list[Operation]:
    def create(call: Call) -> Reply:
        created = call.forward()
        wanted = call.json()
        if not created.ok or wanted.get("protocolType") != "HTTP":
            return created
        if wanted.get("target"):
            # Quick create makes a route, an integration and a stage on AWS; moto makes none.
            raise ServiceError(
                400, "BadRequestException", "the sandbox does not emulate CreateApi with a target"
            )
        return _open(call.region, str(created.json()["apiId"]))

    def _open(region: Region, api_id: str) -> Reply:
        from moto.apigatewayv2.models import apigatewayv2_backends

        api = apigatewayv2_backends[region.account][region.name].get_api(api_id)
        door = doors.open(make_door(api_id, region), f"HTTP API {api.name}")
        api.api_endpoint = door.url
        return reply(201, api.to_json())

    def delete(call: Call) -> Reply:
        deleted = call.forward()
        doors.close(call.path["id"])
        return deleted

    return [
        Operation("apigateway", "POST", r"/v2/apis/?", create),
        Operation("apigateway", "DELETE", r"/v2/apis/(?P<id>[^/]+)", delete),
    ]
