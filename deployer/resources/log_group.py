"""The log group, made before the function so that it has a retention and the role needs less."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .base import SUBSET, Base


@dataclass(frozen=True)
class LogGroup(Base):
    """``retention_days`` as CloudWatch Logs takes them; None on AWS: kept for ever."""

    name: str
    retention_days: int | None
    tags: Mapping[str, str] = field(metadata=SUBSET)

    @property
    def key(self) -> str:
        return "log-group"

    @property
    def title(self) -> str:
        return f"log group {self.name}"
