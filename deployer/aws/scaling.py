"""Application Auto Scaling: what changes the provisioned concurrency of a version.

A scalable target is named for a function's version and outlives both: nothing but
DeregisterScalableTarget takes it away, with its policies and scheduled actions.
https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-lambda.html
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from ..resources.provisioned_concurrency import Action, Scaling
from .absent import gone

if TYPE_CHECKING:
    from types_boto3_application_autoscaling.type_defs import ScalableTargetTypeDef

    from .session import Aws

_SERVICE: Literal["lambda"] = "lambda"
_DIMENSION: Literal["lambda:function:ProvisionedConcurrency"] = (
    "lambda:function:ProvisionedConcurrency"
)
_POLICY = "lift-utilization"


def versions(aws: "Aws", function: str) -> tuple[str, ...]:
    """Those versions of ``function`` that have a scalable target, whether they exist or not."""
    return tuple(_version(target) for target in _targets(aws, function))


def scalings(aws: "Aws", function: str) -> dict[str, Scaling]:
    """What changes each version's number."""
    found = {}
    for target in _targets(aws, function):
        schedule = tuple(sorted(_schedule(aws, target["ResourceId"]), key=str))
        utilization = _utilization(aws, target["ResourceId"])
        bounds = (target["MinCapacity"], target["MaxCapacity"])
        found[_version(target)] = Scaling(*bounds, utilization, schedule)
    return found


def register(aws: "Aws", function: str, version: str, scaling: Scaling, executions: int) -> None:
    """``executions`` are the bounds until the first scheduled action, where nothing else is."""
    resource = _resource(function, version)
    least = executions if scaling.minimum is None else scaling.minimum
    most = executions if scaling.maximum is None else scaling.maximum
    aws.autoscaling.register_scalable_target(
        ServiceNamespace=_SERVICE,
        ScalableDimension=_DIMENSION,
        ResourceId=resource,
        MinCapacity=least,
        MaxCapacity=most,
    )
    if scaling.utilization is not None:
        _track(aws, resource, scaling.utilization)
    for action in scaling.schedule:
        _act(aws, resource, action)


def deregister(aws: "Aws", function: str, version: str) -> None:
    """With its policy and its scheduled actions."""
    gone(
        lambda: aws.autoscaling.deregister_scalable_target(
            ServiceNamespace=_SERVICE,
            ScalableDimension=_DIMENSION,
            ResourceId=_resource(function, version),
        )
    )


def _targets(aws: "Aws", function: str) -> "Iterator[ScalableTargetTypeDef]":
    pages = aws.autoscaling.get_paginator("describe_scalable_targets").paginate(
        ServiceNamespace=_SERVICE, ScalableDimension=_DIMENSION
    )
    prefix = _resource(function, "")
    for page in pages:
        for target in page["ScalableTargets"]:
            if target["ResourceId"].startswith(prefix) and _version(target).isdigit():
                yield target


def _schedule(aws: "Aws", resource: str) -> Iterator[Action]:
    pages = aws.autoscaling.get_paginator("describe_scheduled_actions").paginate(
        ServiceNamespace=_SERVICE, ScalableDimension=_DIMENSION, ResourceId=resource
    )
    for page in pages:
        for action in page["ScheduledActions"]:
            executions = action.get("ScalableTargetAction", {}).get("MinCapacity", 0)
            yield Action(action["Schedule"], action.get("Timezone") or "UTC", executions)


def _utilization(aws: "Aws", resource: str) -> float | None:
    pages = aws.autoscaling.get_paginator("describe_scaling_policies").paginate(
        ServiceNamespace=_SERVICE, ScalableDimension=_DIMENSION, ResourceId=resource
    )
    for page in pages:
        for policy in page["ScalingPolicies"]:
            if tracking := policy.get("TargetTrackingScalingPolicyConfiguration"):
                return tracking["TargetValue"]
    return None


def _track(aws: "Aws", resource: str, utilization: float) -> None:
    aws.autoscaling.put_scaling_policy(
        PolicyName=_POLICY,
        ServiceNamespace=_SERVICE,
        ScalableDimension=_DIMENSION,
        ResourceId=resource,
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": utilization,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "LambdaProvisionedConcurrencyUtilization"
            },
        },
    )


def _act(aws: "Aws", resource: str, action: Action) -> None:
    aws.autoscaling.put_scheduled_action(
        ScheduledActionName=action.name,
        ServiceNamespace=_SERVICE,
        ScalableDimension=_DIMENSION,
        ResourceId=resource,
        Schedule=action.cron,
        Timezone=action.timezone,
        ScalableTargetAction={"MinCapacity": action.executions, "MaxCapacity": action.executions},
    )


def _resource(function: str, version: str) -> str:
    return f"function:{function}:{version}"


def _version(target: "ScalableTargetTypeDef") -> str:
    return target["ResourceId"].rpartition(":")[2]
