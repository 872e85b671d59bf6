"""A version of the layer as it was published: what earlier releases import from."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Resource


@dataclass(frozen=True)
class PublishedLayer(Resource):
    """Only found, and deleted once no version uses it; what is wanted is a ``Layer``."""

    best_effort: ClassVar[bool] = True

    name: str
    number: int
    arn: str

    @property
    def key(self) -> str:
        return f"layer {self.number}"

    @property
    def title(self) -> str:
        return f"layer {self.name}:{self.number}"
