"""A certificate of AWS Certificate Manager for one domain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import SUBSET, Resource


@dataclass(frozen=True)
class Certificate(Resource):
    """``issued`` once AWS has seen the record that validates it.

    ``zone`` is the hosted zone that this record is made in, empty where somebody makes it by hand.
    ``identifier`` is the ARN, as found; ``further`` marks one beside the one that serves.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    issued: bool = field(metadata={"absent": "it is not issued yet"}, default=True)
    zone: str = field(compare=False, default="")
    identifier: str = field(compare=False, default="")
    further: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"certificate {self.name}{f' {self.identifier}' if self.further else ''}"

    @property
    def title(self) -> str:
        return f"certificate for {self.name}"
