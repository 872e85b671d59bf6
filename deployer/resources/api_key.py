"""Keys that clients of a REST API send, and the usage plan that lets them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, HIDDEN, OPAQUE, SUBSET, Resource
from .ref import Text


@dataclass(frozen=True)
class ApiKey(Resource):
    """AWS makes up its value, which lift neither reads nor shows.

    ``identifier`` is AWS's, as found; ``further`` marks one that an answer that was lost left.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    enabled: bool = field(metadata=CONSTANT, default=True)
    identifier: str = field(compare=False, default="")
    further: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"api-key {self.identifier if self.further else self.name}"

    @property
    def of_door(self) -> str:
        return "" if self.further else "rest-api"

    @property
    def title(self) -> str:
        return f"API key {self.name}{f' {self.identifier}' if self.further else ''}"


@dataclass(frozen=True)
class UsagePlan(Resource):
    """Which ``keys`` (name -> id) open the stage of which REST API; ``api`` is that one's id.

    ``identifier`` and ``further`` are as with ``ApiKey``.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    api: Text = field(metadata={**OPAQUE, "absent": "it does not open our stage"})
    keys: Mapping[str, Text] = field(metadata=HIDDEN)
    identifier: str = field(compare=False, default="")
    further: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"usage-plan {self.identifier}" if self.further else "usage-plan"

    @property
    def of_door(self) -> str:
        return "" if self.further else "rest-api"

    @property
    def title(self) -> str:
        return f"usage plan {self.name}{f' {self.identifier}' if self.further else ''}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("rest-stage",)
