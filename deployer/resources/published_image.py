"""An image as it was pushed: what earlier releases run."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Resource


@dataclass(frozen=True)
class PublishedImage(Resource):
    """Only found, and deleted once no version runs it; what is wanted is an ``Image``.

    ``digest`` is ECR's, ``tag`` what the image was made from.
    """

    best_effort: ClassVar[bool] = True

    repository: str
    tag: str
    digest: str

    @property
    def key(self) -> str:
        return f"image {self.tag}"

    @property
    def title(self) -> str:
        return f"image {self.repository}:{self.tag}"
