"""UpdateRestApi, UpdateMethod and UpdateIntegration, of which moto has little or nothing.

Each changes one attribute of moto's by its JSON pointer; what they cannot change is refused, as
AWS does. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..gateway.limits import REST_API_SECONDS
from .control_plane import Call, Operation, Reply, reply
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.apigateway.models import Method, RestAPI

_API = r"/restapis/(?P<id>[^/]+)"
METHOD = rf"{_API}/resources/(?P<resource>[^/]+)/methods/(?P<method>[^/]+)"


@dataclass(frozen=True)
class Patch:
    """``op`` is add, remove or replace; ``path`` the pointer's segments, decoded."""

    op: str
    path: tuple[str, ...]
    value: str | None

    def refused(self) -> ServiceError:
        text = f"Invalid patch path '/{'/'.join(self.path)}' for {self.op}"
        return ServiceError(400, "BadRequestException", text)


def operations(find: Callable[[Call], "RestAPI"]) -> list[Operation]:
    """``find`` gives the API of a call, or raises ``ServiceError``."""

    def update_api(call: Call) -> Reply:
        api = find(call)
        for patch in _patches(call):
            _patch_api(api, patch)
        return reply(200, api.to_dict())

    def update_method(call: Call) -> Reply:
        method = _method(find(call), call)
        for patch in _patches(call):
            if patch.path == ("authorizationScopes",) and patch.value is not None:
                method.authorization_scopes = _changed(method.authorization_scopes or [], patch)
            else:
                _set(method, patch, _METHOD_SETTINGS)
        return reply(200, method.to_json())

    def update_integration(call: Call) -> Reply:
        integration = _method(find(call), call).method_integration
        if integration is None:
            raise ServiceError(404, "NotFoundException", "Invalid Integration identifier specified")
        for patch in _patches(call):
            if patch.path == ("timeoutInMillis",):
                check_timeout(find(call), patch.value)
            _set(integration, patch, _INTEGRATION_SETTINGS)
        return reply(200, integration.to_json())

    return [
        Operation("apigateway", "PATCH", rf"{_API}/?", update_api),
        Operation("apigateway", "PATCH", rf"{METHOD}/?", update_method),
        Operation("apigateway", "PATCH", rf"{METHOD}/integration/?", update_integration),
    ]


def check_timeout(api: "RestAPI", milliseconds: object) -> None:
    """Raises ``ServiceError`` for a time-out that an integration of ``api`` cannot have."""
    most = REST_API_SECONDS * 1000 if "EDGE" in api.endpoint_configuration["types"] else math.inf
    if milliseconds is not None and not 50 <= int(str(milliseconds)) <= most:
        text = "Timeout should be between 50 ms and 29000 ms"
        raise ServiceError(400, "BadRequestException", text)


Read = Callable[[str], object]


def _boolean(value: str) -> bool:
    return value.lower() == "true"


# The pointer's only segment -> moto's attribute, and what the text means.
_API_SETTINGS: Mapping[str, tuple[str, Read]] = {
    "name": ("name", str),
    "description": ("description", str),
    "policy": ("policy", str),
    "apiKeySource": ("api_key_source", str),
    "disableExecuteApiEndpoint": ("disableExecuteApiEndpoint", _boolean),
    "minimumCompressionSize": ("minimum_compression_size", int),
}
_METHOD_SETTINGS: Mapping[str, tuple[str, Read]] = {
    "authorizationType": ("authorization_type", str),
    "authorizerId": ("authorizer_id", str),
    "apiKeyRequired": ("api_key_required", _boolean),
    "operationName": ("operation_name", str),
    "requestValidatorId": ("request_validator_id", str),
}
_INTEGRATION_SETTINGS: Mapping[str, tuple[str, Read]] = {
    "uri": ("uri", str),
    "httpMethod": ("http_method", str),
    "timeoutInMillis": ("timeout_in_millis", int),
    "passthroughBehavior": ("passthrough_behaviour", str),
    "contentHandling": ("content_handling", str),
    "credentials": ("credentials", str),
}


def _patches(call: Call) -> list[Patch]:
    wanted = call.json().get("patchOperations")
    return [
        Patch(
            op=str(each.get("op")),
            path=tuple(
                part.replace("~1", "/").replace("~0", "~")
                for part in str(each.get("path")).removeprefix("/").split("/")
            ),
            value=each.get("value"),
        )
        for each in (wanted if isinstance(wanted, list) else [])
    ]


def _patch_api(api: "RestAPI", patch: Patch) -> None:
    configuration = api.endpoint_configuration
    match patch.path:
        case ("binaryMediaTypes", kind):
            wanted = [each for each in api.binaryMediaTypes if each != kind]
            if patch.op != "remove":
                wanted.append(patch.value or kind)
            api.binaryMediaTypes = wanted
        case ("endpointConfiguration", "types", _) if patch.value:
            configuration["types"] = [patch.value]
        case ("endpointConfiguration", "vpcEndpointIds") if patch.value:
            ids = configuration.get("vpcEndpointIds", [])
            configuration["vpcEndpointIds"] = _changed(ids, patch)
        case _:
            _set(api, patch, _API_SETTINGS)


def _set(target: object, patch: Patch, settings: Mapping[str, tuple[str, Read]]) -> None:
    if len(patch.path) != 1 or patch.path[0] not in settings or patch.op == "add":
        raise patch.refused()
    attribute, read = settings[patch.path[0]]
    setattr(target, attribute, read(patch.value) if patch.value else None)


def _changed(values: list[str], patch: Patch) -> list[str]:
    """The list with the patch's value, or without it."""
    others = [value for value in values if value != patch.value]
    return others if patch.op == "remove" else [*others, str(patch.value)]


def _method(api: "RestAPI", call: Call) -> "Method":
    resource = api.resources.get(call.path["resource"])
    method = resource.resource_methods.get(call.path["method"]) if resource else None
    if method is None:
        raise ServiceError(404, "NotFoundException", "Invalid Method identifier specified")
    return method
