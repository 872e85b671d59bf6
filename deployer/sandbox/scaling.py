"""Application Auto Scaling: with a scalable target goes what belongs to it, which moto keeps."""

from .control_plane import Call, Operation, Reply


def operations() -> list[Operation]:
    return [Operation("application-autoscaling", "POST", r"/?", _answer)]


def _answer(call: Call) -> Reply:
    answer = call.forward()
    if answer.ok and call.headers.get("x-amz-target", "").endswith(".DeregisterScalableTarget"):
        _forget(call, str(call.json()["ResourceId"]))
    return answer


def _forget(call: Call, resource: str) -> None:
    from moto.applicationautoscaling.models import applicationautoscaling_backends

    backend = applicationautoscaling_backends[call.region.account][call.region.name]
    backend.policies = {
        key: policy for key, policy in backend.policies.items() if policy.resource_id != resource
    }
    backend.scheduled_actions = [
        action for action in backend.scheduled_actions if action.resource_id != resource
    ]
