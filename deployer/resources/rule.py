"""The EventBridge rule that keeps the alias's version warm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, OPAQUE, SUBSET, Resource


@dataclass(frozen=True)
class Rule(Resource):
    """``target`` is the alias's ARN, ``input`` the event as JSON text."""

    name: str
    schedule: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    target: str = field(metadata={**OPAQUE, **CONSTANT})
    input: str = field(metadata={**OPAQUE, **CONSTANT})
    enabled: bool = field(metadata={"absent": "somebody disabled it"}, default=True)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "rule"

    @property
    def title(self) -> str:
        return f"keep-warm rule {self.name}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("release",)
