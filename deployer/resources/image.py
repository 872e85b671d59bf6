"""A container image in the stage's repository, tagged with what it was made from."""

from dataclasses import dataclass, field
from typing import Protocol

from ..ui import Ui
from .base import OPAQUE, Resource


class Source(Protocol):
    """Where it is pushed from."""

    def push(self, to: str, user: str, password: str, ui: Ui) -> None: ...


@dataclass(frozen=True)
class Image(Resource):
    """``tag`` is its short digest. Known of it: ``uri`` as Lambda takes it, by the digest that ECR
    gave it, and that as ``sha256`` (hexadecimal), which is Lambda's CodeSha256."""

    repository: str
    tag: str = field(metadata=OPAQUE)
    source: Source | None = field(compare=False, default=None)

    @property
    def key(self) -> str:
        return "image"

    @property
    def title(self) -> str:
        return f"image {self.repository}:{self.tag}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("repository",)
