"""API Gateway: API keys. Their values are made by AWS, and never asked for.

CreateApiKey is not idempotent, and names are not unique: a key is ours by its tags.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.api_key import ApiKey
from ..resources.ref import Attributes
from ..resources.tags import are_ours
from .absent import gone
from .gateway_tags import tag
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_apigateway.type_defs import ApiKeyTypeDef

    from .session import Aws


def read(aws: "Aws", prefix: str) -> Iterator[Found]:
    """Ours, whose names begin with ``prefix``: the oldest of a name, then what is there twice."""
    stage, seen = aws.target.stage, set[str]()
    pages = aws.rest_apis.get_paginator("get_api_keys").paginate(nameQuery=prefix)
    keys = [key for page in pages for key in page["items"] if key["name"].startswith(prefix)]
    for key in sorted(keys, key=lambda key: (str(key["createdDate"]), key["id"])):
        if are_ours(key.get("tags") or {}, stage.project, stage.name):
            yield _found(key, further=key["name"] in seen)
            seen.add(key["name"])


def create(aws: "Aws", key: ApiKey) -> Attributes:
    made = made_once(lambda: _create(aws, key), lambda: _left(aws, key), aws)
    aws.ui.note(f"{key.title} is new; this shows its value: {_shows_value(made['id'])}")
    return made


def _create(aws: "Aws", key: ApiKey) -> Attributes:
    answer = aws.rest_apis_once.create_api_key(name=key.name, enabled=True, tags=dict(key.tags))
    return {"id": answer["id"]}


def _left(aws: "Aws", key: ApiKey) -> Attributes | None:
    """What an attempt left behind."""
    first = next((each for each in read(aws, key.name) if each.resource.key == key.key), None)
    return first.attributes if first else None


def update(aws: "Aws", key: ApiKey, was: ApiKey) -> None:
    tag(aws, f"apikeys/{was.identifier}", key.tags, was.tags)
    if not was.enabled:
        aws.rest_apis.update_api_key(
            apiKey=was.identifier,
            patchOperations=[{"op": "replace", "path": "/enabled", "value": "true"}],
        )


def delete(aws: "Aws", key: ApiKey) -> None:
    gone(lambda: aws.rest_apis.delete_api_key(apiKey=key.identifier))


def _found(key: "ApiKeyTypeDef", *, further: bool) -> Found:
    tags = key.get("tags", {})
    resource = ApiKey(key["name"], tags, key["enabled"], identifier=key["id"], further=further)
    return Found(resource, {"id": key["id"]})


def _shows_value(identifier: str) -> str:
    return (
        f"`aws apigateway get-api-key --api-key {identifier} --include-value "
        "--query value --output text`"
    )
