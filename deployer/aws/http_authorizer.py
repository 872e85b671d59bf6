"""API Gateway: who may come through the route of an HTTP API, and the authorizer that decides.

An authorizer of ours is told by its name. The right to ask its function goes before it does: so
there is always something on AWS that tells which function has such a statement.
"""

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict, cast

from ..resources.access import Access, Authorizer
from ..resources.names import AUTHORIZER, authorizer
from .absent import gone
from .authorizer_permission import forbid, permit, permitted
from .invocation_uri import function_of, uri
from .once import made_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_apigatewayv2.type_defs import (
        AuthorizerTypeDef,
        JWTConfigurationTypeDef,
        RouteTypeDef,
    )

    from .session import Aws

_HEADER = "$request.header."
_USE_ONE = ("JWT", "CUSTOM")

_Authorization = Literal["NONE", "AWS_IAM", "JWT", "CUSTOM"]


class RouteAccess(TypedDict):
    """What a route says of who may come."""

    AuthorizationType: _Authorization
    AuthorizationScopes: list[str]
    AuthorizerId: NotRequired[str]


class _Settings(TypedDict):
    AuthorizerType: Literal["JWT", "REQUEST"]
    IdentitySource: list[str]
    JwtConfiguration: NotRequired["JWTConfigurationTypeDef"]
    AuthorizerUri: NotRequired[str]
    AuthorizerPayloadFormatVersion: NotRequired[str]
    AuthorizerResultTtlInSeconds: NotRequired[int]
    EnableSimpleResponses: NotRequired[bool]


def listed(aws: "Aws", api: str) -> "list[AuthorizerTypeDef]":
    """All authorizers of the API with the id ``api``, ours or not."""
    pages = aws.apis.get_paginator("get_authorizers").paginate(ApiId=api)
    return [each for page in pages for each in page["Items"]]


def access(
    aws: "Aws", api: str, route: "RouteTypeDef | None", there: "Sequence[AuthorizerTypeDef]"
) -> Access:
    """Who may come through ``route``; ``there`` are the authorizers that the API has."""
    ours = {each["AuthorizerId"]: each for each in there if _is_ours(each)}
    if route is None:
        return Access(unused_authorizers=tuple(sorted(ours)))
    authorization = route.get("AuthorizationType", "NONE")
    used = ours.pop(route.get("AuthorizerId", ""), None) if authorization in _USE_ONE else None
    return Access(
        authorization,
        tuple(sorted(route.get("AuthorizationScopes", ()))),
        _read(aws, api, used) if used else None,
        unused_authorizers=tuple(sorted(ours)),
    )


def of_others(there: "Sequence[AuthorizerTypeDef]") -> list[str]:
    """What those are called that are not ours."""
    return [f"authorizer {each['Name']}" for each in there if not _is_ours(each)]


def settle(aws: "Aws", api: str, access: Access) -> RouteAccess:
    """Make the authorizer that ``access`` wants, and give what the route is to say of it."""
    said: RouteAccess = {
        "AuthorizationType": cast("_Authorization", access.authorization),
        "AuthorizationScopes": list(access.scopes),
    }
    if wanted := access.authorizer:
        said["AuthorizerId"] = _settled(aws, api, wanted)
        if wanted.function:
            permit(aws, api, wanted.function)
    return said


def drop(aws: "Aws", api: str, *, but: str | None = None) -> None:
    """Delete the authorizers that are ours, save the one with the id ``but``."""
    ours = {each["AuthorizerId"]: each for each in listed(aws, api) if _is_ours(each)}
    kept = ours.pop(but, None) if but else None
    for identifier, each in ours.items():
        function = function_of(each.get("AuthorizerUri"))
        if function and not (kept and function_of(kept.get("AuthorizerUri")) == function):
            forbid(aws, api, function)
        _delete(aws, api, identifier)


def forbid_all(aws: "Aws", api: str) -> None:
    """The API may ask no function any more; its authorizers go with it."""
    for function in {
        function_of(each.get("AuthorizerUri")) for each in listed(aws, api) if _is_ours(each)
    } - {""}:
        forbid(aws, api, function)


def _delete(aws: "Aws", api: str, identifier: str) -> None:
    gone(lambda: aws.apis.delete_authorizer(ApiId=api, AuthorizerId=identifier))


def _settled(aws: "Aws", api: str, wanted: Authorizer) -> str:
    """The id of the authorizer that is as ``wanted``: the one that is there, or a new one."""
    name, settings = authorizer(wanted.kind, wanted.function), _settings(aws, wanted)

    def look() -> str | None:
        named = [each for each in listed(aws, api) if each["Name"] == name]
        return min((each["AuthorizerId"] for each in named), default=None)

    def create() -> str:
        answer = aws.apis_once.create_authorizer(ApiId=api, Name=name, **settings)
        return answer["AuthorizerId"]

    there = look()
    if there is None:
        return made_once(create, look, aws)
    aws.apis.update_authorizer(ApiId=api, AuthorizerId=there, **settings)
    return there


def _settings(aws: "Aws", wanted: Authorizer) -> _Settings:
    if wanted.kind == "JWT":
        return {
            "AuthorizerType": "JWT",
            "IdentitySource": [f"{_HEADER}Authorization"],
            "JwtConfiguration": {"Issuer": wanted.issuer, "Audience": list(wanted.audiences)},
        }
    return {
        "AuthorizerType": "REQUEST",
        "IdentitySource": [f"{_HEADER}{name}" for name in wanted.headers],
        "AuthorizerUri": uri(aws.place, wanted.function),
        "AuthorizerPayloadFormatVersion": "2.0",
        "AuthorizerResultTtlInSeconds": wanted.cache_seconds,
        "EnableSimpleResponses": wanted.simple,
    }


def _read(aws: "Aws", api: str, there: "AuthorizerTypeDef") -> Authorizer:
    if there.get("AuthorizerType") == "JWT":
        tokens = there.get("JwtConfiguration", {})
        audiences = tuple(sorted(tokens.get("Audience", ())))
        return Authorizer("JWT", issuer=tokens.get("Issuer", ""), audiences=audiences)
    function = function_of(there.get("AuthorizerUri"))
    sources = there.get("IdentitySource", ())
    return Authorizer(
        "REQUEST",
        function=function,
        headers=tuple(sorted(each.removeprefix(_HEADER) for each in sources)),
        cache_seconds=there.get("AuthorizerResultTtlInSeconds", 0),
        simple=there.get("EnableSimpleResponses", False),
        permitted=permitted(aws, api, function),
    )


def _is_ours(there: "AuthorizerTypeDef") -> bool:
    return there["Name"].startswith(AUTHORIZER)
