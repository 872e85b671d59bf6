"""A plan cut down to code and configuration: what ``lift update`` does. Pure but for its notes."""

from ..errors import AwsError
from ..resources.bucket import Bucket
from ..resources.image import Image
from ..resources.layer import Layer
from ..resources.provisioned_concurrency import ProvisionedConcurrency
from ..resources.ref import refs, resolve
from ..resources.release import Release
from ..ui import Ui
from .plan import Plan
from .steps import Create, Step, Update

_KINDS = (Bucket, Image, Layer, ProvisionedConcurrency, Release)


def limited(whole: Plan, stage: str, ui: Ui) -> Plan:
    """The steps of ``whole`` that a new release consists of.

    Says what else differs, and refuses when the release cannot do without it.
    """
    hint = f"run `lift deploy {stage}`"
    kept = whole.only(lambda step: isinstance(step.resource, _KINDS))
    left = [step for step in whole.work if not isinstance(step.resource, _KINDS)]
    if missing := _missing(kept.steps, left, whole):
        raise AwsError(f"the release needs {missing}, which does not exist yet", hint=hint)
    for step in left:
        ui.note(f"left as it is: {step.resource.title} ({step.reason}); {hint} for that")
    return kept


def _missing(kept: tuple[Step, ...], left: list[Step], whole: Plan) -> str:
    """The title of what a kept step refers to and an omitted one would create."""
    created = {step.resource.key: step.resource.title for step in left if isinstance(step, Create)}
    for step in kept:
        if isinstance(step, Create | Update):
            for ref in refs(resolve(step.resource, whole.known)):
                if ref.resource in created:
                    return created[ref.resource]
    return ""
