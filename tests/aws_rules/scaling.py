"""Application Auto Scaling: what belongs to a scalable target needs it and goes with it."""

from typing import Any

from moto.applicationautoscaling.models import applicationautoscaling_backends

from .call import Parameters, refusal
from .concern import Concern, after, before

_ACCOUNT = "123456789012"  # the emulator's


class Scaling(Concern):
    @before(
        "application-autoscaling DeregisterScalableTarget",
        "application-autoscaling PutScalingPolicy",
        "application-autoscaling PutScheduledAction",
    )
    def _needs_target(self, params: Parameters) -> None:
        targets = self._backend.targets.get(params["ScalableDimension"], {})
        if params["ResourceId"] not in targets:
            message = f"No scalable target found for resource ID: {params['ResourceId']}"
            raise refusal("ObjectNotFoundException", message, "ScalableTarget")

    @after("application-autoscaling DeregisterScalableTarget")
    def _deregistered(self, params: Parameters, parsed: Any) -> None:
        backend, resource = self._backend, params["ResourceId"]
        backend.policies = {
            key: policy
            for key, policy in backend.policies.items()
            if policy.resource_id != resource
        }
        backend.scheduled_actions = [
            action for action in backend.scheduled_actions if action.resource_id != resource
        ]

    @property
    def _backend(self) -> Any:
        region = self.memory.plain.meta.region_name
        return applicationautoscaling_backends[_ACCOUNT][region]
