"""Which published versions, layers and images go after the switch: ``keep_releases``. Pure.

What is kept are the newest versions, passed or not, and whatever their number the live one, the
one that ``lift rollback`` goes to, and those that somebody's alias points to; and the layers and
images that these are made of. It is worked out for the time after the switch, so that the next run
finds nothing to do.
"""

from dataclasses import dataclass

from ..resources.history import History
from ..resources.published_image import PublishedImage
from ..resources.published_layer import PublishedLayer
from ..resources.published_version import PublishedVersion
from ..resources.ref import resolve
from ..resources.release import Release
from ..resources.spec import Spec
from .actual import Found
from .plan import Plan
from .reuse import reusable
from .steps import Delete

_NEW = "new"  # the version that is published meanwhile, whose number nobody knows


@dataclass(frozen=True)
class Published:
    """What there is of ours, the oldest first.

    ``pointed`` are the versions that other aliases than ours point to. ``role`` is the one that
    lift made for a stage that has one of its own by now.
    """

    versions: tuple[PublishedVersion, ...]
    layers: tuple[PublishedLayer, ...]
    history: History
    pointed: frozenset[str] = frozenset()
    images: tuple[PublishedImage, ...] = ()
    role: Found | None = None


def prune(whole: Plan, published: Published, keep: int) -> Plan:
    """``whole``, and after it the deletion of what a stage with ``keep`` releases does without."""
    wanted = _wanted(whole)
    kept = _kept(published, wanted, keep)
    specs = [wanted, *(each.spec for each in published.versions if each.number in kept)]
    used = {layer for spec in specs for layer in spec.layers}
    run = {spec.code for spec in specs}
    roles = {spec.role for spec in specs}
    return whole.then(
        [
            *(
                Delete(Found(version), f"the stage keeps {keep} (keep_releases)")
                for version in published.versions
                if version.number not in kept
            ),
            *(
                Delete(Found(layer), "no version that is kept uses it")
                for layer in published.layers
                if layer.arn not in used
            ),
            *(
                Delete(Found(image), "no version that is kept runs it")
                for image in published.images
                if image.tag not in run
            ),
            *(
                Delete(role, "no version that is kept runs under it")
                for role in [published.role]
                if role and role.attributes["arn"] not in roles
            ),
        ]
    )


def _wanted(whole: Plan) -> Spec:
    """What is live after ``whole``."""
    for step in whole.steps:
        if isinstance(step.resource, Release) and step.resource.live is not None:
            return resolve(step.resource.live, whole.known)
    raise AssertionError("there is no plan without a release")


def _kept(published: Published, wanted: Spec, keep: int) -> set[str]:
    """The numbers that stay."""
    specs = {version.number: version.spec for version in published.versions}
    live = next(iter(published.history.versions), None)
    number = reusable(wanted, specs, live) or _NEW
    numbers = list(dict.fromkeys([*specs, number]))
    history = published.history.moved(number)
    live_and_before = [version for version in history.versions if version in numbers][:2]
    return {*numbers[-keep:], *live_and_before, *published.pointed}
