"""A stage and its bundle -> the resources that should exist. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..resources.base import Resource
from ..resources.ref import Attributes
from ..resources.spec import Spec
from ..resources.switch import Switch
from ..resources.target import Target
from ..resources.uses import uses
from . import transfer
from .archives import archives, image
from .concurrency import concurrency
from .domains import domains
from .doors import doors, hosts
from .function import function, spec
from .ground import ground
from .origin import Origin
from .warmth import warmth

if TYPE_CHECKING:
    from ..bundle import Bundle


def desired(
    target: Target,
    bundle: "Bundle",
    origin: Origin,
    *,
    earlier: Iterable[Spec] = (),
    bucket: bool = False,
    switch: Switch | None = None,
    former: Sequence[Resource] = (),
    sites: Mapping[str, Attributes] | None = None,
) -> tuple[Resource, ...]:
    """Everything that ``target`` should consist of.

    ``earlier`` is what versions are that are kept: the role goes on allowing what they use.
    ``bucket``: whether the bucket of ours is there. ``switch``: from a function of the other
    package. ``former``: front doors that go on answering, as found, and their parts.
    ``sites``: the attributes of what is found for each domain.
    """
    wanted = spec(target.stage, bundle, hosts(target.stage, former))
    ours = transfer.bucket(target, (bundle.code, bundle.layer), there=bucket)
    return (
        *ground(target, uses((wanted, *earlier)), switching=switch is not None),
        *(image(target, bundle.image) if bundle.image else archives(target, bundle, ours)),
        *function(target, bundle, wanted, origin, ours),
        *concurrency(target),
        *doors(target, switch, former),
        *domains(target, sites or {}),
        *warmth(target),
    )
