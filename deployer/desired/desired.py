"""A stage and its bundle -> the resources that should exist. Pure."""

from typing import TYPE_CHECKING

from ..resources.base import Resource
from ..resources.switch import Switch
from ..resources.target import Target
from . import transfer
from .archives import archives, image
from .doors import doors
from .function import function
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
    network: bool,
    bucket: bool = False,
    switch: Switch | None = None,
) -> tuple[Resource, ...]:
    """Everything that ``target`` should consist of.

    ``network``: whether the role needs the rights to stand in a VPC, for this release or for an
    earlier version that is kept. ``bucket``: whether the bucket of ours is there. ``switch``: from
    a function of the other package.
    """
    ours = transfer.bucket(target, (bundle.code, bundle.layer), there=bucket)
    return (
        *ground(target, network=network, switching=switch is not None),
        *(image(target, bundle.image) if bundle.image else archives(target, bundle, ours)),
        *function(target, bundle, origin, ours),
        *doors(target, switch),
        *warmth(target),
    )
