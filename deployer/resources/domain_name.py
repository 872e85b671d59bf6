"""A custom domain name of API Gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, FIXED, OPAQUE, SUBSET, Resource
from .ref import Text


@dataclass(frozen=True)
class DomainName(Resource):
    """Regional; ``certificate`` is an ARN.

    ``by_hand``: nobody makes its records but the user, who is told which.
    """

    name: str
    certificate: Text = field(metadata=OPAQUE)
    tags: Mapping[str, str] = field(metadata=SUBSET)
    security_policy: str = field(metadata=CONSTANT, default="TLS_1_2")
    endpoint: str = field(metadata={**FIXED, **CONSTANT}, default="REGIONAL")
    by_hand: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"domain {self.name}"

    @property
    def title(self) -> str:
        return self.key
