"""The function as such. What it runs is the release's matter, except at its creation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .base import SUBSET, Resource
from .spec import Spec, Upload


@dataclass(frozen=True)
class Function(Resource):
    """``spec`` and ``upload`` are what it is created with."""

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    spec: Spec = field(compare=False)
    upload: Upload | None = field(compare=False, default=None)

    @property
    def key(self) -> str:
        return "function"

    @property
    def title(self) -> str:
        return f"function {self.name}"

    @property
    def after(self) -> tuple[str, ...]:
        # The role may write the log group but not create it.
        return ("log-group",)
