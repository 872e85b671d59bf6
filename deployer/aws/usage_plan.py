"""API Gateway: the usage plan that lets the stage's API keys in.

CreateUsagePlan is not idempotent, and names are not unique: a plan is ours by its tags.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.api_key import UsagePlan
from ..resources.ref import Attributes, text
from ..resources.rest_api import STAGE
from ..resources.tags import are_ours
from .absent import found, gone
from .gateway_tags import tag
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_apigateway.literals import OpType
    from types_boto3_apigateway.type_defs import (
        PatchOperationTypeDef,
        UsagePlanResponseTypeDef,
        UsagePlanTypeDef,
    )

    from .session import Aws


def read(aws: "Aws", name: str) -> Iterator[Found]:
    """Ours, then what is there twice, because an answer was lost."""
    stage = aws.target.stage
    pages = aws.rest_apis.get_paginator("get_usage_plans").paginate()
    plans = [plan for page in pages for plan in page["items"] if plan["name"] == name]
    ours = [p for p in plans if are_ours(p.get("tags") or {}, stage.project, stage.name)]
    for place, plan in enumerate(sorted(ours, key=lambda plan: plan["id"])):
        yield _found(aws, plan, further=place > 0)


def create(aws: "Aws", plan: UsagePlan) -> Attributes:
    return made_once(lambda: _create(aws, plan), lambda: _left(aws, plan), aws)


def _create(aws: "Aws", plan: UsagePlan) -> Attributes:
    answer = aws.rest_apis_once.create_usage_plan(
        name=plan.name,
        description="The clients whose API keys the settings name",
        apiStages=[{"apiId": text(plan.api), "stage": STAGE}],
        tags=dict(plan.tags),
    )
    for key in plan.keys.values():
        _admit(aws, answer["id"], text(key))
    return {"id": answer["id"]}


def _left(aws: "Aws", plan: UsagePlan) -> Attributes | None:
    """What an attempt left behind, put right."""
    first = next(read(aws, plan.name), None)
    if first is None or not isinstance(was := first.resource, UsagePlan):
        return None
    update(aws, plan, was)
    return first.attributes


def update(aws: "Aws", plan: UsagePlan, was: UsagePlan) -> None:
    """Put right what differs."""
    identifier = was.identifier
    tag(aws, f"usageplans/{identifier}", plan.tags, was.tags)
    if plan.api != was.api:
        _serve(aws, identifier, [f"{text(plan.api)}:{STAGE}"])
    wanted, there = set(plan.keys.values()), set(was.keys.values())
    for key in sorted(map(text, wanted - there)):
        _admit(aws, identifier, key)
    for key in sorted(map(text, there - wanted)):
        _expel(aws, identifier, key)


def delete(aws: "Aws", plan: UsagePlan) -> None:
    """AWS deletes none that a stage belongs to."""
    if found(lambda: aws.rest_apis.get_usage_plan(usagePlanId=plan.identifier)):
        _serve(aws, plan.identifier, [])
        gone(lambda: aws.rest_apis.delete_usage_plan(usagePlanId=plan.identifier))


def _serve(aws: "Aws", identifier: str, wanted: list[str]) -> None:
    """Let the plan be that of the stages ``wanted`` ("API:STAGE") and no others."""
    there = _stages(aws.rest_apis.get_usage_plan(usagePlanId=identifier))
    patches = [
        *(_patch("remove", stage) for stage in there if stage not in wanted),
        *(_patch("add", stage) for stage in wanted if stage not in there),
    ]
    if patches:
        aws.rest_apis.update_usage_plan(usagePlanId=identifier, patchOperations=patches)


def _patch(op: "OpType", stage: str) -> "PatchOperationTypeDef":
    return {"op": op, "path": "/apiStages", "value": stage}


def _admit(aws: "Aws", identifier: str, key: str) -> None:
    aws.rest_apis.create_usage_plan_key(usagePlanId=identifier, keyId=key, keyType="API_KEY")


def _expel(aws: "Aws", identifier: str, key: str) -> None:
    gone(lambda: aws.rest_apis.delete_usage_plan_key(usagePlanId=identifier, keyId=key))


def _found(aws: "Aws", plan: "UsagePlanTypeDef", *, further: bool) -> Found:
    pages = aws.rest_apis.get_paginator("get_usage_plan_keys").paginate(usagePlanId=plan["id"])
    keys: dict[str, str] = {}
    for key in (key for page in pages for key in page["items"]):
        name = key.get("name", "")
        keys[f"{name} {key['id']}" if name in keys else name] = key["id"]
    stages = _stages(plan)
    api = stages[0].removesuffix(f":{STAGE}") if len(stages) == 1 else ""
    resource = UsagePlan(
        plan["name"], plan.get("tags", {}), api, keys, identifier=plan["id"], further=further
    )
    return Found(resource, {"id": plan["id"]})


def _stages(plan: "UsagePlanTypeDef | UsagePlanResponseTypeDef") -> list[str]:
    """As AWS writes them: "API:STAGE"."""
    return [f"{each['apiId']}:{each['stage']}" for each in plan.get("apiStages", [])]
