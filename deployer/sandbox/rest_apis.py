"""REST APIs in the control plane: a REST API of the sandbox has a door, and a tag says where.

AWS's answers have no field for a REST API's address, since it follows from the id:
``https://{id}.execute-api.{region}.amazonaws.com/{stage}``. In the sandbox CreateRestApi adds the
tag ``lift:sandbox-url`` to the API, so CreateRestApi, GetRestApi and GetRestApis
answer ``"tags": {"lift:sandbox-url": "http://127.0.0.1:PORT", …}``; the API is served at that
address with ``/{stage}`` behind it. On AWS nobody gives an API that tag.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..resources.tags import SANDBOX_URL
from . import rest_patches, tagging
from .catalogue import Region
from .control_plane import Call, Operation, Reply, reply
from .domain_names import leading_to
from .doors import Doors
from .rest_deployments import RestDeployments
from .rest_door import RestDoor
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.apigateway.models import RestAPI

_API = r"/restapis/(?P<id>[^/]+)"
_TAGS = rf"/tags/arn:[^:]+:apigateway:[^:]+::{_API}"

MakeDoor = Callable[[str, Region], RestDoor]


def operations(doors: Doors, deployments: RestDeployments, make_door: MakeDoor) -> list[Operation]:
    def create(call: Call) -> Reply:
        created = call.forward()
        if not created.ok:
            return created
        api = rest_api(call.region, str(created.json()["id"]))
        door = doors.open(make_door(api.id, call.region), f"REST API {api.name}")
        _keep(api, call.json())
        api.tags = {**api.tags, SANDBOX_URL: door.url}
        return reply(201, api.to_dict())

    def delete(call: Call) -> Reply:
        _find(call)
        if domains := leading_to(call.region, call.path["id"]):
            text = (
                f"Deleting RestApi {call.path['id']} failed. Please remove all base path mappings "
                f"related to the RestApi in your domains: {', '.join(domains)}."
            )
            raise ServiceError(400, "BadRequestException", text)
        doors.close(call.path["id"])
        call.forward()
        return Reply(202)

    def deploy(call: Call) -> Reply:
        """A deployment is frozen before a stage serves it: no request finds it half made."""
        api, wanted = _find(call), call.json()
        if "PRIVATE" in api.endpoint_configuration["types"] and not api.policy:
            text = "Private REST API doesn't have a resource policy attached to it"
            raise ServiceError(400, "BadRequestException", text)
        stage = str(wanted.pop("stageName", None) or "")
        created = call.forward(json.dumps(wanted).encode())
        if created.ok:
            deployment_id = str(created.json()["id"])
            deployments.freeze(api, deployment_id)
            if stage:
                _serve(api, stage, deployment_id, wanted)
        return created

    return [
        Operation("apigateway", "POST", r"/restapis/?", create),
        Operation("apigateway", "DELETE", rf"{_API}/?", delete),
        Operation("apigateway", "POST", rf"{_API}/deployments/?", deploy),
        Operation("apigateway", "DELETE", rf"{_API}/deployments/(?P<deployment>[^/]+)/?", withdraw),
        Operation("apigateway", "PUT", rf"{rest_patches.METHOD}/integration/?", integrate),
        *rest_patches.operations(_find),
        *tagging.operations(_TAGS, "PUT", _find),
    ]


def _serve(api: "RestAPI", name: str, deployment_id: str, wanted: dict[str, object]) -> None:
    """Let the stage serve the deployment; one that is there keeps its settings."""
    stage = api.stages.get(name)
    if stage is not None:
        stage.deployment_id = deployment_id
        return
    api.create_stage(
        name=name,
        deployment_id=deployment_id,
        variables=wanted.get("variables"),
        description=str(wanted.get("stageDescription", "")),
        cacheClusterEnabled=None,
        cacheClusterSize=None,
        tags=None,
        tracing_enabled=None,
    )


def integrate(call: Call) -> Reply:
    """PutIntegration: only regional and private APIs may wait longer than 29 seconds."""
    rest_patches.check_timeout(_find(call), call.json().get("timeoutInMillis"))
    return call.forward()


def withdraw(call: Call) -> Reply:
    """DeleteDeployment: not while a stage serves it."""
    api = _find(call)
    deployment_id = call.path["deployment"]
    if any(stage.deployment_id == deployment_id for stage in api.stages.values()):
        text = "Active stages pointing to this deployment must be moved or deleted"
        raise ServiceError(400, "BadRequestException", text)
    if api.deployments.pop(deployment_id, None) is None:
        raise ServiceError(404, "NotFoundException", "Invalid Deployment identifier specified")
    return Reply(202)


def _keep(api: "RestAPI", wanted: dict[str, object]) -> None:
    """What moto drops of CreateRestApi's parameters."""
    types = wanted.get("binaryMediaTypes")
    api.binaryMediaTypes = list(types) if isinstance(types, list) else []
    api.version = wanted.get("version")


def _find(call: Call) -> "RestAPI":
    return rest_api(call.region, call.path["id"])


def rest_api(region: Region, api_id: str) -> "RestAPI":
    """The API as it is in the control plane; raises ``ServiceError`` when there is none."""
    from moto.apigateway.models import apigateway_backends

    apis = apigateway_backends[region.account][region.name].apis
    if api_id not in apis:
        raise ServiceError(404, "NotFoundException", "Invalid API identifier specified")
    return apis[api_id]
