"""API Gateway: HTTP APIs, with route, stage and integration as one.

CreateApi and its like are not idempotent and must not be retried by the SDK: an answer that was
lost leaves an API behind, which the next reading finds by its tags.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NotRequired, TypedDict
from urllib.parse import urlsplit

from ..plan.actual import Found
from ..resources.http_api import HttpApi
from ..resources.ref import Attributes, text
from ..resources.switch import Traffic
from ..resources.tags import are_ours, missing, stale
from ..settings.throttle import Throttle
from . import access_log, cors, http_authorizer
from .absent import found, gone
from .http_authorizer import RouteAccess
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_apigatewayv2.type_defs import (
        AccessLogSettingsTypeDef,
        ApiTypeDef,
        IntegrationTypeDef,
        RouteSettingsTypeDef,
        RouteTypeDef,
        StageTypeDef,
    )

    from .session import Aws

DEFAULT = "$default"
SETTLES = 10  # seconds until a deployment of an API has spread


class _CorsSettings(TypedDict, total=False):
    CorsConfiguration: cors.Configuration


class _StageSettings(TypedDict):
    AutoDeploy: bool
    DefaultRouteSettings: "RouteSettingsTypeDef"
    AccessLogSettings: NotRequired["AccessLogSettingsTypeDef"]


class _IntegrationSettings(TypedDict):
    IntegrationUri: str
    PayloadFormatVersion: str
    TimeoutInMillis: int


def read(aws: "Aws", name: str) -> Iterator[Found]:
    """Ours, the one that serves first, then others of the same name.

    More than one is ours when an answer was lost: the oldest that is whole serves, since permission
    and function know its id. AWS dates APIs to the second, so their dates alone may not tell.
    """
    stage = aws.target.stage
    named = [api for api in _apis(aws) if api["Name"] == name]
    ours = [api for api in named if are_ours(api.get("Tags", {}), stage.project, stage.name)]
    ours.sort(key=lambda api: (str(api.get("CreatedDate", "")), api["ApiId"]))
    served = [(api, _served(aws, api)) for api in ours]
    served.sort(key=lambda each: not _is_whole(each[1]))
    yield from (there for _, there in served[:1])
    yield from (_double(api) for api, _ in served[1:])
    yield from (_foreign(aws, api) for api in named if api not in ours)


def create(aws: "Aws", api: HttpApi) -> Attributes:
    """Make it whole."""
    return made_once(lambda: _create(aws, api), lambda: _completed(aws, api), aws)


def _completed(aws: "Aws", api: HttpApi) -> Attributes | None:
    """What an attempt left behind, made whole."""
    first = next(read(aws, api.name), None)
    if first is None or not isinstance(was := first.resource, HttpApi) or was.further:
        return None
    update(aws, api, was)
    return first.attributes


def _create(aws: "Aws", api: HttpApi) -> Attributes:
    answer = aws.apis_once.create_api(
        Name=api.name,
        ProtocolType="HTTP",
        Description="Every request goes to the alias of the function",
        Tags=dict(api.tags),
        **_cors(api),
    )
    identifier = answer["ApiId"]
    _lead(aws, identifier, api)
    _stage(aws, identifier, api)
    return attributes(aws, identifier, answer["ApiEndpoint"])


def update(aws: "Aws", api: HttpApi, was: HttpApi) -> None:
    """Put right what differs, piece by piece."""
    identifier = was.identifier
    if _way(api) != _way(was):
        _lead(aws, identifier, api)
    if (api.deployed, api.throttle, api.access_log) != (was.deployed, was.throttle, was.access_log):
        _stage(aws, identifier, api)
    _tag(aws, api, was)
    if was.cors and not api.cors:
        gone(lambda: aws.apis.delete_cors_configuration(ApiId=identifier))
    elif api.cors != was.cors:
        aws.apis.update_api(ApiId=identifier, **_cors(api))


def _cors(api: HttpApi) -> _CorsSettings:
    return {"CorsConfiguration": cors.configuration(api.cors)} if api.cors else {}


def _way(api: HttpApi) -> tuple[object, ...]:
    """How requests get to the function: what route and integration tell."""
    return api.target, api.payload_format, api.timeout, api.access, api.routed


def _lead(aws: "Aws", identifier: str, api: HttpApi) -> None:
    """Whom the access allows to the target; what decided before goes last."""
    access = http_authorizer.settle(aws, identifier, api.access)
    _route(aws, identifier, _integrate(aws, identifier, api), access)
    http_authorizer.drop(aws, identifier, but=access.get("AuthorizerId"))


def lead(aws: "Aws", traffic: Traffic, was: Traffic) -> None:
    """Lead every request to another target, and wait until the former one has none left."""
    api = HttpApi(traffic.api, traffic.target, {})
    target = f"integrations/{_integrate(aws, was.identifier, api)}"
    if route := _default_route(aws, was.identifier):
        aws.apis.update_route(ApiId=was.identifier, RouteId=route["RouteId"], Target=target)
    aws.ui.step(f"{api.title} leads to the new function; the requests to the former one end")
    aws.clock.sleep(SETTLES + api.timeout / 1000)


def delete(aws: "Aws", api: HttpApi) -> None:
    http_authorizer.forbid_all(aws, api.identifier)
    gone(lambda: aws.apis.delete_api(ApiId=api.identifier))


def attributes(aws: "Aws", identifier: str, endpoint: str) -> Attributes:
    """``url``, ``host`` without port, ``id``, and ``route_arn``: the SourceArn of its requests."""
    return {
        "id": identifier,
        "url": endpoint,
        "host": urlsplit(endpoint).hostname or "",
        "route_arn": aws.place.arn("execute-api", f"{identifier}/*/{DEFAULT}"),
    }


def _apis(aws: "Aws") -> "list[ApiTypeDef]":
    pages = aws.apis.get_paginator("get_apis").paginate()
    return [api for page in pages for api in page["Items"]]


def _served(aws: "Aws", api: "ApiTypeDef", *, further: bool = False) -> Found:
    """What ``api`` is, whole."""
    identifier = api["ApiId"]
    with ThreadPoolExecutor() as pool:
        routed = pool.submit(_routes, aws, identifier)
        listed = pool.submit(_integrations, aws, identifier)
        asked = pool.submit(http_authorizer.listed, aws, identifier)
        stages = {stage["StageName"]: stage for stage in _stages(aws, identifier)}
        routes = {route["RouteKey"]: route for route in routed.result()}
        integrations = {i["IntegrationId"]: i for i in listed.result()}
    route, stage = routes.pop(DEFAULT, None), stages.pop(DEFAULT, None)
    access = http_authorizer.access(aws, identifier, route, asked.result())
    target = route.get("Target", "").removeprefix("integrations/") if route else ""
    integration = integrations.get(target, {"IntegrationId": ""})
    resource = HttpApi(
        api["Name"],
        integration.get("IntegrationUri", ""),
        api.get("Tags", {}),
        integration.get("PayloadFormatVersion", ""),
        integration.get("TimeoutInMillis", 0),
        access=access,
        routed=target in integrations,
        deployed=bool(stage and stage.get("AutoDeploy")),
        cors=cors.read(api.get("CorsConfiguration")),
        throttle=_throttle(stage) if stage else None,
        access_log=stage.get("AccessLogSettings", {}).get("DestinationArn", "") if stage else "",
        identifier=identifier,
        further=further,
    )
    beside = (
        *(f"route {key}" for key in routes),
        *(f"stage {name}" for name in stages),
        *http_authorizer.of_others(asked.result()),
    )
    return Found(resource, attributes(aws, identifier, api["ApiEndpoint"]), beside=beside)


def _is_whole(there: Found) -> bool:
    api = there.resource
    return isinstance(api, HttpApi) and api.routed and api.deployed


def _foreign(aws: "Aws", api: "ApiTypeDef") -> Found:
    """One that is not ours, with the protocol that it speaks."""
    there = _served(aws, api, further=True)
    return replace(there, attributes={**there.attributes, "protocol": api["ProtocolType"]})


def _double(api: "ApiTypeDef") -> Found:
    identifier = api["ApiId"]
    resource = HttpApi(api["Name"], "", api.get("Tags", {}), identifier=identifier, further=True)
    return Found(resource, {"id": identifier})


def _integrate(aws: "Aws", identifier: str, api: HttpApi) -> str:
    """The id of the integration that leads to the target: the one that is there, or a new one."""
    route = _default_route(aws, identifier)
    routed = route.get("Target", "").removeprefix("integrations/") if route else ""
    for there in _integrations(aws, identifier):
        if there["IntegrationId"] == routed or there.get("IntegrationUri") == api.target:
            aws.apis.update_integration(
                ApiId=identifier, IntegrationId=there["IntegrationId"], **_settings(api)
            )
            return there["IntegrationId"]
    answer = aws.apis_once.create_integration(
        ApiId=identifier, IntegrationType="AWS_PROXY", **_settings(api)
    )
    return answer["IntegrationId"]


def _settings(api: HttpApi) -> "_IntegrationSettings":
    return {
        "IntegrationUri": api.target,
        "PayloadFormatVersion": api.payload_format,
        "TimeoutInMillis": api.timeout,
    }


def _route(aws: "Aws", identifier: str, integration: str, access: RouteAccess) -> None:
    target = f"integrations/{integration}"
    there = _default_route(aws, identifier)
    if there is None:
        aws.apis_once.create_route(ApiId=identifier, RouteKey=DEFAULT, Target=target, **access)
    else:
        aws.apis.update_route(
            ApiId=identifier,
            RouteId=there["RouteId"],
            Target=target,
            AuthorizationType=access["AuthorizationType"],
            AuthorizationScopes=access["AuthorizationScopes"],
            AuthorizerId=access.get("AuthorizerId", ""),
        )


def _tag(aws: "Aws", api: HttpApi, was: HttpApi) -> None:
    """The stage first: what the API's tags say is taken to be so of both."""
    arn = aws.place.gateway(f"apis/{was.identifier}")
    old, new = stale(api.tags, was.tags), missing(api.tags, was.tags)
    for each in (f"{arn}/stages/{DEFAULT}", arn):
        if old:
            aws.apis.untag_resource(ResourceArn=each, TagKeys=old)
        if new:
            aws.apis.tag_resource(ResourceArn=each, Tags=new)


def _stage(aws: "Aws", identifier: str, api: HttpApi) -> None:
    there = found(lambda: aws.apis.get_stage(ApiId=identifier, StageName=DEFAULT))
    if there is None:
        aws.apis_once.create_stage(
            ApiId=identifier, StageName=DEFAULT, Tags=dict(api.tags), **_stage_settings(api)
        )
        return
    aws.apis.update_stage(ApiId=identifier, StageName=DEFAULT, **_stage_settings(api))
    if there.get("AccessLogSettings") and not api.access_log:
        gone(lambda: aws.apis.delete_access_log_settings(ApiId=identifier, StageName=DEFAULT))


def _stage_settings(api: HttpApi) -> _StageSettings:
    """What the ``$default`` stage does; route settings without a rate take it away."""
    settings: _StageSettings = {"AutoDeploy": True, "DefaultRouteSettings": {}}
    if api.throttle:
        settings["DefaultRouteSettings"] = {
            "ThrottlingRateLimit": api.throttle.rate,
            "ThrottlingBurstLimit": api.throttle.burst,
        }
    if api.access_log:
        log: AccessLogSettingsTypeDef = {
            "DestinationArn": text(api.access_log),
            "Format": access_log.HTTP,
        }
        settings["AccessLogSettings"] = log
    return settings


def _throttle(stage: "StageTypeDef") -> Throttle | None:
    settings = stage.get("DefaultRouteSettings", {})
    rate, burst = settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit")
    return Throttle(int(rate), burst) if rate and burst else None


def _default_route(aws: "Aws", identifier: str) -> "RouteTypeDef | None":
    routes = _routes(aws, identifier)
    return next((route for route in routes if route["RouteKey"] == DEFAULT), None)


def _routes(aws: "Aws", identifier: str) -> "list[RouteTypeDef]":
    pages = aws.apis.get_paginator("get_routes").paginate(ApiId=identifier)
    return [route for page in pages for route in page["Items"]]


def _stages(aws: "Aws", identifier: str) -> "list[StageTypeDef]":
    pages = aws.apis.get_paginator("get_stages").paginate(ApiId=identifier)
    return [stage for page in pages for stage in page["Items"]]


def _integrations(aws: "Aws", identifier: str) -> "list[IntegrationTypeDef]":
    pages = aws.apis.get_paginator("get_integrations").paginate(ApiId=identifier)
    return [integration for page in pages for integration in page["Items"]]
