"""The dependencies, as a layer version keyed by what they were made from."""

from dataclasses import dataclass, field
from pathlib import Path

from .base import OPAQUE, Resource
from .description import LayerRecord
from .ref import Text


@dataclass(frozen=True)
class Layer(Resource):
    """One version of the layer ``name``: the one whose description carries ``digest``.

    Layer versions never change and cannot be tagged; their description says whose they are.
    """

    name: str
    digest: str = field(metadata=OPAQUE)
    record: LayerRecord = field(compare=False)
    runtime: str = field(compare=False)
    architecture: str = field(compare=False)
    archive: Path | None = field(compare=False, default=None)
    bucket: Text | None = field(compare=False, default=None)  # upload through it

    @property
    def key(self) -> str:
        return "layer"

    @property
    def title(self) -> str:
        return f"layer {self.name}"
