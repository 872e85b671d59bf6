"""The log group, made before the function so that it has a retention and the role needs less."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from .base import SUBSET, Resource

Whose = Literal["", "former", "access"]


@dataclass(frozen=True)
class LogGroup(Resource):
    """``retention_days`` as CloudWatch Logs takes them; None on AWS: kept for ever.

    ``of`` says whose it is: the function's, that of the function of the other package, or the
    front door's own.
    """

    name: str
    retention_days: int | None
    tags: Mapping[str, str] = field(metadata=SUBSET)
    of: Whose = field(compare=False, default="")

    used_by: ClassVar[tuple[str, ...]] = ("function", "former")

    @property
    def key(self) -> str:
        return f"{self.of} log-group".lstrip()

    @property
    def title(self) -> str:
        return f"log group {self.name}"
