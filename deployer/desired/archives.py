"""What goes up beside the code: the dependency layer and the bucket, or the image."""

from typing import TYPE_CHECKING

from ..resources import repository
from ..resources.base import Resource
from ..resources.bucket import Bucket
from ..resources.description import LayerRecord, short
from ..resources.image import Image
from ..resources.layer import Layer
from ..resources.repository import Repository
from ..resources.target import Target
from . import transfer

if TYPE_CHECKING:
    from ..bundle import Archive, Bundle
    from ..bundle.image import Image as Built


def archives(target: Target, bundle: "Bundle", ours: Bucket | None) -> list[Resource]:
    """The dependencies, and what archives go through."""
    layer = _layer(target, bundle.layer, ours) if bundle.layer else None
    return [each for each in (ours, layer) if each]


def _layer(target: Target, archive: "Archive", ours: Bucket | None) -> Layer:
    stage = target.stage
    return Layer(
        target.names.layer,
        short(archive.digest),
        record=LayerRecord(stage.project, stage.name, archive.digest, archive.unzipped),
        runtime=stage.runtime,
        architecture=stage.architecture,
        archive=archive.path,
        bucket=transfer.through(target, archive, ours),
    )


def image(target: Target, image: "Built") -> list[Resource]:
    names = target.names
    pull = repository.pull(target.place, names.function)
    return [
        Repository(names.repository, target.tags, pull),
        Image(names.repository, short(image.digest), image),
    ]
