"""The log group, made before the function so that it has a retention and the role needs less."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import SUBSET, Resource


@dataclass(frozen=True)
class LogGroup(Resource):
    """``retention_days`` as CloudWatch Logs takes them; None on AWS: kept for ever.

    ``former`` marks that of the function of the other package.
    """

    name: str
    retention_days: int | None
    tags: Mapping[str, str] = field(metadata=SUBSET)
    former: bool = field(compare=False, default=False)

    used_by: ClassVar[tuple[str, ...]] = ("function", "former")

    @property
    def key(self) -> str:
        return "former log-group" if self.former else "log-group"

    @property
    def title(self) -> str:
        return f"log group {self.name}"
