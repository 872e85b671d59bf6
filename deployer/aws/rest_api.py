"""API Gateway: REST APIs by themselves; what they serve is in ``rest_stage``.

CreateRestApi is not idempotent and must not be retried by the SDK: an answer that was lost leaves
an API behind, which the next reading finds by its tags.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..plan.actual import Found
from ..resources.ref import Attributes
from ..resources.rest_api import STAGE, RestApi
from ..resources.tags import SANDBOX_URL, are_ours
from . import rest_authorizer, rest_stage
from .absent import gone
from .gateway_tags import tag
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_apigateway.literals import EndpointTypeType, OpType
    from types_boto3_apigateway.type_defs import (
        CreateRestApiRequestTypeDef,
        PatchOperationTypeDef,
        RestApiResponseTypeDef,
        RestApiTypeDef,
    )

    from .session import Aws

    Answer = RestApiTypeDef | RestApiResponseTypeDef

_ANYTHING = "execute-api:/*"


def read(aws: "Aws", name: str) -> Iterator[Found]:
    """Ours, the one that serves first and with its stage, then others of the same name.

    More than one is ours when an answer was lost: the oldest that has a stage serves.
    """
    mine = aws.target.stage
    named = [api for api in _apis(aws) if api["name"] == name]
    ours = [api for api in named if are_ours(api.get("tags", {}), mine.project, mine.name)]
    ours.sort(key=lambda api: (str(api.get("createdDate", "")), api["id"]))
    served = [(api, rest_stage.read(aws, name, api["id"])) for api in ours]
    served.sort(key=lambda each: each[1] is None)
    for place, (api, stage) in enumerate(served):
        there = _found(aws, api, further=place > 0)
        if place > 0:  # nobody knows its address
            yield replace(there, attributes={"id": api["id"]})
            continue
        yield there
        if stage:
            yield stage
    yield from (_found(aws, api, further=True) for api in named if api not in ours)


def create(aws: "Aws", api: RestApi) -> Attributes:
    return made_once(lambda: _create(aws, api), lambda: _left(aws, api), aws)


def _create(aws: "Aws", api: RestApi) -> Attributes:
    request: CreateRestApiRequestTypeDef = {
        "name": api.name,
        "description": "Every request goes to the alias of the function",
        "binaryMediaTypes": list(api.binary_types),
        "endpointConfiguration": {"types": [_endpoint(api)]},
        "tags": dict(api.tags),
    }
    if api.vpc_endpoint_ids:
        request["endpointConfiguration"]["vpcEndpointIds"] = list(api.vpc_endpoint_ids)
    if api.policy:
        request["policy"] = json.dumps(api.policy)
    if api.compression is not None:
        request["minimumCompressionSize"] = api.compression
    return attributes(aws, aws.rest_apis_once.create_rest_api(**request))


def _left(aws: "Aws", api: RestApi) -> Attributes | None:
    """What an attempt left behind, put right."""
    first = next(read(aws, api.name), None)
    if first is None or not isinstance(was := first.resource, RestApi) or was.further:
        return None
    update(aws, api, was)
    return first.attributes


def update(aws: "Aws", api: RestApi, was: RestApi) -> None:
    """Put right what differs; what needs a deployment is deployed with the stage."""
    tag(aws, f"restapis/{was.identifier}", api.tags, was.tags)
    if patches := list(_patches(api, was)):
        aws.rest_apis.update_rest_api(restApiId=was.identifier, patchOperations=patches)


def delete(aws: "Aws", api: RestApi) -> None:
    rest_authorizer.forbid_all(aws, api.identifier)
    gone(lambda: aws.rest_apis.delete_rest_api(restApiId=api.identifier))


def attributes(aws: "Aws", answer: "Answer") -> Attributes:
    """``url`` with the stage, ``host`` without port, ``id``, and ``route_arn``: the SourceArn of
    its requests."""
    identifier, place = answer["id"], aws.place
    aws_url = f"https://{identifier}.execute-api.{place.region}.{place.domain}"
    url = answer.get("tags", {}).get(SANDBOX_URL, aws_url)
    return {
        "id": identifier,
        "url": f"{url}/{STAGE}",
        "host": urlsplit(url).hostname or "",
        "route_arn": place.arn("execute-api", f"{identifier}/*/*/*"),
    }


def _apis(aws: "Aws") -> "list[RestApiTypeDef]":
    pages = aws.rest_apis.get_paginator("get_rest_apis").paginate()
    return [api for page in pages for api in page["items"]]


def _found(aws: "Aws", api: "RestApiTypeDef", *, further: bool) -> Found:
    configuration = api.get("endpointConfiguration", {})
    resource = RestApi(
        api["name"],
        api.get("tags", {}),
        ",".join(configuration.get("types", [])),
        tuple(sorted(configuration.get("vpcEndpointIds", []))),
        tuple(sorted(api.get("binaryMediaTypes", []))),
        _policy(api.get("policy")),
        api.get("minimumCompressionSize"),
        identifier=api["id"],
        further=further,
    )
    return Found(resource, attributes(aws, api))


def _policy(text: str | None) -> Mapping[str, object] | None:
    """As it was given: AWS answers it escaped once more, and names the API in its statements."""
    if not text:
        return None
    plain = json.loads(f'"{text}"') if text.startswith('{\\"') else text
    document: dict[str, Any] = json.loads(plain)
    statements = document.get("Statement", [])
    for statement in statements if isinstance(statements, list) else []:
        if str(statement.get("Resource", "")).startswith("arn:"):
            statement["Resource"] = _ANYTHING
        ways = statement.get("Condition", {}).get("StringEquals", {})
        if isinstance(ways.get("aws:SourceVpce"), str):
            ways["aws:SourceVpce"] = [ways["aws:SourceVpce"]]
    return document


def _patches(api: RestApi, was: RestApi) -> "Iterator[PatchOperationTypeDef]":
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html"""
    if api.policy != was.policy:
        document = json.dumps(api.policy) if api.policy else ""
        yield {"op": "replace", "path": "/policy", "value": document}
    if api.compression != was.compression:
        yield _compression(api.compression)
    if api.endpoint != was.endpoint:
        path = f"/endpointConfiguration/types/{was.endpoint}"
        yield {"op": "replace", "path": path, "value": api.endpoint}
    ways = "/endpointConfiguration/vpcEndpointIds"
    for op, identifier in _changes(api.vpc_endpoint_ids, was.vpc_endpoint_ids):
        yield {"op": op, "path": ways, "value": identifier}
    for op, kind in _changes(api.binary_types, was.binary_types):
        yield {"op": op, "path": f"/binaryMediaTypes/{_escaped(kind)}"}


def _compression(minimum: int | None) -> "PatchOperationTypeDef":
    """Without a value it is turned off."""
    patch: PatchOperationTypeDef = {"op": "replace", "path": "/minimumCompressionSize"}
    return patch if minimum is None else {**patch, "value": str(minimum)}


def _changes(wanted: Iterable[str], there: Iterable[str]) -> "Iterator[tuple[OpType, str]]":
    """What is to be added and what to be removed."""
    yield from (("add", each) for each in sorted(set(wanted) - set(there)))
    yield from (("remove", each) for each in sorted(set(there) - set(wanted)))


def _escaped(kind: str) -> str:
    """A segment of a JSON pointer (RFC 6901)."""
    return kind.replace("~", "~0").replace("/", "~1")


def _endpoint(api: RestApi) -> "EndpointTypeType":
    match api.endpoint:
        case "EDGE" | "PRIVATE" as endpoint:
            return endpoint
        case _:
            return "REGIONAL"
