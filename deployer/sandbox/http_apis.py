"""CreateApi and DeleteApi: an HTTP API of the sandbox has a door, and its endpoint says where."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .catalogue import Region
from .control_plane import Call, Operation, Reply, reply
from .domain_names import leading_to
from .doors import Doors
from .http_door import HttpDoor
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.apigatewayv2.models import Api, Stage

_ROUTE = r"/v2/apis/(?P<id>[^/]+)/routes/(?P<route>[^/]+)"
_STAGE = r"/v2/apis/(?P<id>[^/]+)/stages/(?P<stage>[^/]+)"
_STAGE_SETTINGS = {
    "autoDeploy": "auto_deploy",
    "description": "description",
    "stageVariables": "stage_variables",
    "defaultRouteSettings": "default_route_settings",
    "accessLogSettings": "access_log_settings",
}

MakeDoor = Callable[[str, Region], HttpDoor]


def operations(doors: Doors, make_door: MakeDoor) -> list[Operation]:
    def create(call: Call) -> Reply:
        wanted = call.json()
        if wanted.get("target"):
            # Quick create makes a route, an integration and a stage on AWS; moto makes none.
            raise ServiceError(
                400, "BadRequestException", "the sandbox does not emulate CreateApi with a target"
            )
        created = call.forward()
        if not created.ok or wanted.get("protocolType") != "HTTP":
            return created
        return _open(call.region, str(created.json()["apiId"]))

    def _open(region: Region, api_id: str) -> Reply:
        api = _apis(region)[api_id]
        door = doors.open(make_door(api_id, region), f"HTTP API {api.name}")
        api.api_endpoint = door.url
        return reply(201, api.to_json())

    def delete(call: Call) -> Reply:
        """moto has no 404 for an API that is gone."""
        if call.path["id"] not in _apis(call.region):
            text = f"Invalid API identifier specified {call.region.account}:{call.path['id']}"
            raise ServiceError(404, "NotFoundException", text)
        if leading_to(call.region, call.path["id"]):
            text = (
                f"Deleting API {call.path['id']} failed. Please remove all API mappings for the "
                "API from your custom domain names."
            )
            raise ServiceError(400, "BadRequestException", text)
        doors.close(call.path["id"])
        deleted = call.forward()
        return Reply(204) if deleted.ok else deleted

    return [
        Operation("apigateway", "POST", r"/v2/apis/?", create),
        Operation("apigateway", "DELETE", r"/v2/apis/(?P<id>[^/]+)", delete),
        Operation("apigateway", "GET", r"/v2/apis/(?P<id>[^/]+)/authorizers", list_authorizers),
        Operation("apigateway", "PATCH", _ROUTE, update_route),
        Operation("apigateway", "PATCH", _STAGE, update_stage),
        Operation("apigateway", "DELETE", rf"{_STAGE}/accesslogsettings", stop_logging),
    ]


def list_authorizers(call: Call) -> Reply:
    """GetAuthorizers, which moto does not have."""
    api = _apis(call.region).get(call.path["id"])
    if api is None:
        raise ServiceError(404, "NotFoundException", "Invalid API identifier specified")
    there = (each.to_json().items() for each in api.authorizers.values())
    known = [{key: value for key, value in each if value is not None} for each in there]
    return reply(200, {"items": known})


def update_route(call: Call) -> Reply:
    """moto would leave scopes that are to go."""
    api = _apis(call.region).get(call.path["id"])
    route = api.routes.get(call.path["route"]) if api else None
    if route and call.json().get("authorizationScopes") == []:
        route.authorization_scopes = []
    return call.forward()


def update_stage(call: Call) -> Reply:
    """UpdateStage, which moto does not have."""
    stage, wanted = _stage(call), call.json()
    for key, attribute in _STAGE_SETTINGS.items():
        if key in wanted:
            setattr(stage, attribute, wanted[key])
    return reply(200, stage.to_json())


def stop_logging(call: Call) -> Reply:
    """DeleteAccessLogSettings, which moto does not have either."""
    _stage(call).access_log_settings = None
    return Reply(204)


def _stage(call: Call) -> "Stage":
    api = _apis(call.region).get(call.path["id"])
    stage = api.stages.get(call.path["stage"]) if api else None
    if stage is None:
        raise ServiceError(404, "NotFoundException", "Invalid stage identifier specified")
    return stage


def _apis(region: Region) -> "dict[str, Api]":
    from moto.apigatewayv2.models import apigatewayv2_backends

    return apigatewayv2_backends[region.account][region.name].apis
