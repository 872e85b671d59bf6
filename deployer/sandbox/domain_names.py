"""Custom domain names of API Gateway (apigatewayv2) and their mappings, in the control plane.

Each domain name has a door; ``ApiGatewayDomainName`` is ``127.0.0.1:PORT``, where requests for the
domain are served over plain HTTP. Mappings lead to HTTP APIs and REST APIs alike. moto has no
updates, knows no REST API here, and fails to delete a domain name that has mappings.
"""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import tagging
from .catalogue import Region
from .certificates import is_issued
from .control_plane import Call, Operation, Reply, reply
from .domain_door import DomainDoor
from .doors import Doors
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.apigatewayv2.models import ApiGatewayV2Backend, DomainName

_NAMES = r"/v2/domainnames"
_NAME = rf"{_NAMES}/(?P<name>[^/]+)"
_MAPPING = rf"{_NAME}/apimappings/(?P<mapping>[^/]+)"
_TAGS = r"/v2/tags/arn:[^:]+:apigateway:[^:]+::/domainnames/(?P<name>[^/]+)"
_ZONE = "Z2FDTNDATAQYW2"  # any will do: nobody resolves the alias record

MakeDoor = Callable[[str, Region, str], DomainDoor]


def operations(doors: Doors, make_door: MakeDoor) -> list[Operation]:
    """``make_door`` opens a door for an ARN, a region and a domain."""

    def create(call: Call) -> Reply:
        _check_certificates(call.region, call.json())
        created = call.forward()
        if not created.ok:
            return created
        domain = _backend(call.region).domain_names[str(created.json()["domainName"])]
        door = make_door(domain.domain_name_arn, call.region, domain.domain_name)
        doors.open(door, f"domain {domain.domain_name}")
        domain.domain_name_configurations = _configurations(call.json(), door.front.host)
        return reply(201, domain.to_json())

    def update(call: Call) -> Reply:
        domain, wanted = _domain(call), call.json()
        if "domainNameConfigurations" in wanted:
            _check_certificates(call.region, wanted)
            host = str(domain.domain_name_configurations[0]["apiGatewayDomainName"])
            domain.domain_name_configurations = _configurations(wanted, host)
        if isinstance(mutual := wanted.get("mutualTlsAuthentication"), dict):
            domain.mutual_tls_authentication = mutual
        return reply(200, domain.to_json())

    def delete(call: Call) -> Reply:
        domain, backend = _domain(call), _backend(call.region)
        doors.close(domain.domain_name_arn)
        backend.api_mappings = {
            key: each
            for key, each in backend.api_mappings.items()
            if each.domain_name != domain.domain_name
        }
        del backend.domain_names[domain.domain_name]
        return Reply(204)

    return [
        Operation("apigateway", "POST", _NAMES, create),
        Operation("apigateway", "PATCH", _NAME, update),
        Operation("apigateway", "DELETE", _NAME, delete),
        Operation("apigateway", "POST", rf"{_NAME}/apimappings", create_mapping),
        Operation("apigateway", "PATCH", _MAPPING, update_mapping),
        *tagging.operations(_TAGS, "POST", _domain),
    ]


def create_mapping(call: Call) -> Reply:
    from moto.apigatewayv2.models import ApiMapping

    domain, wanted = _domain(call), call.json()
    mapping = ApiMapping(
        api_id=str(wanted.get("apiId")),
        api_mapping_key=str(wanted.get("apiMappingKey") or ""),
        api_mapping_id=uuid.uuid4().hex[:6],
        domain_name=domain.domain_name,
        stage=str(wanted.get("stage")),
    )
    _put(call.region, mapping)
    return reply(201, mapping.to_json())


def update_mapping(call: Call) -> Reply:
    """A new one takes its place at once, so that every request finds a whole one."""
    from moto.apigatewayv2.models import ApiMapping

    was = _backend(call.region).api_mappings.get(call.path["mapping"])
    if was is None or was.domain_name != _domain(call).domain_name:
        raise ServiceError(404, "NotFoundException", "The resource specified was not found")
    wanted = call.json()
    mapping = ApiMapping(
        api_id=str(wanted.get("apiId", was.api_id)),
        api_mapping_key=str(wanted.get("apiMappingKey", was.api_mapping_key) or ""),
        api_mapping_id=was.api_mapping_id,
        domain_name=was.domain_name,
        stage=str(wanted.get("stage", was.stage)),
    )
    _put(call.region, mapping)
    return reply(200, mapping.to_json())


def leading_to(region: Region, api_id: str) -> list[str]:
    """The domains that have a mapping to the API; while there are any, AWS does not delete it."""
    mappings = _backend(region).api_mappings.values()
    return [mapping.domain_name for mapping in mappings if mapping.api_id == api_id]


def _put(region: Region, mapping: Any) -> None:
    """Keep the mapping; raises ``ServiceError`` when its API, stage or key is wrong."""
    from moto.apigateway.models import apigateway_backends

    backend = _backend(region)
    rest_apis = apigateway_backends[region.account][region.name].apis
    api: Any = backend.apis.get(mapping.api_id) or rest_apis.get(mapping.api_id)
    if api is None:
        raise ServiceError(404, "NotFoundException", "Invalid API identifier specified")
    if mapping.stage not in api.stages:
        raise ServiceError(400, "BadRequestException", "Invalid stage identifier specified")
    for other in backend.api_mappings.values():
        alike = (other.domain_name, other.api_mapping_key) == (
            mapping.domain_name,
            mapping.api_mapping_key,
        )
        if alike and other.api_mapping_id != mapping.api_mapping_id:
            text = "ApiMapping key already exists for this domain name"
            raise ServiceError(409, "ConflictException", text)
    backend.api_mappings = {**backend.api_mappings, mapping.api_mapping_id: mapping}


def _check_certificates(region: Region, wanted: dict[str, Any]) -> None:
    for configuration in wanted.get("domainNameConfigurations") or [{}]:
        arn = str(configuration.get("certificateArn"))
        if not is_issued(region, arn):
            text = f"The certificate {arn} is not there, or not issued"
            raise ServiceError(400, "BadRequestException", text)


def _configurations(wanted: dict[str, Any], host: str) -> list[dict[str, str]]:
    """As AWS answers them: with the name that an alias record leads to."""
    given = {
        "apiGatewayDomainName": host,
        "domainNameStatus": "AVAILABLE",
        "hostedZoneId": _ZONE,
        "endpointType": "REGIONAL",
        "securityPolicy": "TLS_1_2",
        "ipAddressType": "ipv4",
    }
    return [{**given, **each} for each in wanted["domainNameConfigurations"]]


def _domain(call: Call) -> "DomainName":
    names = _backend(call.region).domain_names
    if call.path["name"] not in names:
        text = "The domain name resource specified in the request was not found."
        raise ServiceError(404, "NotFoundException", text)
    return names[call.path["name"]]


def _backend(region: Region) -> "ApiGatewayV2Backend":
    from moto.apigatewayv2.models import apigatewayv2_backends

    return apigatewayv2_backends[region.account][region.name]
