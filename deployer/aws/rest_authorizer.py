"""API Gateway: the authorizer that decides who may come through the methods of a REST API.

An authorizer of ours is told by its name, which is unique in an API. The right to ask its function
goes before it does: so there is always something on AWS that tells which function has such a
statement. What a method asks waits for a deployment; here nothing is deployed.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NotRequired, TypedDict

from ..resources.access import Access, Authorizer
from ..resources.names import AUTHORIZER, authorizer
from .absent import gone
from .authorizer_permission import forbid, permit, permitted
from .invocation_uri import function_of, uri

if TYPE_CHECKING:
    from types_boto3_apigateway.literals import AuthorizerTypeType
    from types_boto3_apigateway.type_defs import (
        AuthorizerTypeDef,
        MethodTypeDef,
        PatchOperationTypeDef,
    )

    from .session import Aws

_HEADER = "method.request.header."
_TOKEN = f"{_HEADER}Authorization"


class _Settings(TypedDict):
    type: "AuthorizerTypeType"
    identitySource: str
    providerARNs: NotRequired[list[str]]
    authorizerUri: NotRequired[str]
    authorizerResultTtlInSeconds: NotRequired[int]


def listed(aws: "Aws", api: str) -> "list[AuthorizerTypeDef]":
    """All authorizers of the API with the id ``api``, ours or not."""
    pages = aws.rest_apis.get_paginator("get_authorizers").paginate(restApiId=api)
    return [each for page in pages for each in page["items"]]


def ours(aws: "Aws", api: str, there: "list[AuthorizerTypeDef]") -> dict[str, Authorizer]:
    """Those of ``there`` that are ours, by id."""
    return {each["id"]: _read(aws, api, each) for each in there if _is_ours(each)}


def of_others(there: "list[AuthorizerTypeDef]") -> list[str]:
    """What those are called that are not ours."""
    return [f"authorizer {each['name']}" for each in there if not _is_ours(each)]


def access(method: "MethodTypeDef", known: dict[str, Authorizer]) -> Access:
    """Who may come through ``method``; ``known`` are the authorizers that are ours."""
    return Access(
        method.get("authorizationType", "NONE"),
        tuple(sorted(method.get("authorizationScopes", ()))),
        known.get(method.get("authorizerId", "")),
    )


def settle(aws: "Aws", api: str, wanted: Authorizer) -> str:
    """The id of the authorizer that is as ``wanted`` from now on, and may ask its function."""
    named = [each for each in listed(aws, api) if each["name"] == _name(wanted)]
    identifier = _changed(aws, api, named[0], wanted) if named else _created(aws, api, wanted)
    if wanted.function:
        permit(aws, api, wanted.function)
    return identifier


def drop(aws: "Aws", api: str, *, but: Authorizer | None) -> None:
    """Delete the authorizers that are ours, save ``but``: no method names them any more."""
    kept = _name(but) if but else ""
    for each in listed(aws, api):
        if not _is_ours(each) or each["name"] == kept:
            continue
        function, identifier = function_of(each.get("authorizerUri")), each["id"]
        if function and not (but and but.function == function):
            forbid(aws, api, function)
        _delete(aws, api, identifier)


def forbid_all(aws: "Aws", api: str) -> None:
    """The API may ask no function any more; its authorizers go with it."""
    there = [each for each in listed(aws, api) if _is_ours(each)]
    for function in {function_of(each.get("authorizerUri")) for each in there} - {""}:
        forbid(aws, api, function)


def _delete(aws: "Aws", api: str, identifier: str) -> None:
    gone(lambda: aws.rest_apis.delete_authorizer(restApiId=api, authorizerId=identifier))


def _created(aws: "Aws", api: str, wanted: Authorizer) -> str:
    answer = aws.rest_apis_once.create_authorizer(
        restApiId=api, name=_name(wanted), **_settings(aws, wanted)
    )
    return answer["id"]


def _changed(aws: "Aws", api: str, there: "AuthorizerTypeDef", wanted: Authorizer) -> str:
    if patches := list(_patches(there, _settings(aws, wanted))):
        aws.rest_apis.update_authorizer(
            restApiId=api, authorizerId=there["id"], patchOperations=patches
        )
    return there["id"]


def _patches(there: "AuthorizerTypeDef", wanted: _Settings) -> "Iterator[PatchOperationTypeDef]":
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html"""
    pools, before = wanted.get("providerARNs", []), there.get("providerARNs", [])
    for pool in sorted({*pools} - {*before}):
        yield {"op": "add", "path": "/providerARNs", "value": pool}
    for pool in sorted({*before} - {*pools}):
        yield {"op": "remove", "path": "/providerARNs", "value": pool}
    texts = {
        "type": (there.get("type"), wanted["type"]),
        "identitySource": (there.get("identitySource"), wanted["identitySource"]),
        "authorizerUri": (there.get("authorizerUri"), wanted.get("authorizerUri")),
        "authorizerResultTtlInSeconds": (
            there.get("authorizerResultTtlInSeconds"),
            wanted.get("authorizerResultTtlInSeconds"),
        ),
    }
    for name, (was, value) in texts.items():
        if value is not None and value != was:
            yield {"op": "replace", "path": f"/{name}", "value": str(value)}


def _settings(aws: "Aws", wanted: Authorizer) -> _Settings:
    if wanted.kind == "COGNITO_USER_POOLS":
        return {
            "type": "COGNITO_USER_POOLS",
            "identitySource": _TOKEN,
            "providerARNs": [wanted.user_pool],
        }
    return {
        "type": "REQUEST",
        "identitySource": ",".join(f"{_HEADER}{name}" for name in wanted.headers),
        "authorizerUri": uri(aws.place, wanted.function),
        "authorizerResultTtlInSeconds": wanted.cache_seconds,
    }


def _read(aws: "Aws", api: str, there: "AuthorizerTypeDef") -> Authorizer:
    if there.get("type") == "COGNITO_USER_POOLS":
        pools = ",".join(sorted(there.get("providerARNs", ())))
        return Authorizer(
            "COGNITO_USER_POOLS", user_pool=pools, headers=_headers(there.get("identitySource"))
        )
    function = function_of(there.get("authorizerUri"))
    return Authorizer(
        "REQUEST",
        function=function,
        headers=_headers(there.get("identitySource")),
        cache_seconds=there.get("authorizerResultTtlInSeconds", 0),
        permitted=permitted(aws, api, function),
    )


def _headers(source: str | None) -> tuple[str, ...]:
    """The names in "method.request.header.A,method.request.header.B"."""
    named = (each.strip().removeprefix(_HEADER) for each in (source or "").split(","))
    return tuple(sorted(each for each in named if each))


def _name(wanted: Authorizer) -> str:
    return authorizer(wanted.kind, wanted.function or wanted.user_pool)


def _is_ours(there: "AuthorizerTypeDef") -> bool:
    return there["name"].startswith(AUTHORIZER)
