"""From a function of zips to one of images and back: AWS cannot turn one into the other.

The new function is made beside the former one, released and gated; then the front door leads to
it, and the former one goes. The keep-warm rule follows by itself; a function URL belongs to its
function and goes with it.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import OPAQUE, Base


@dataclass(frozen=True)
class Switch:
    """``leads_to`` is where the HTTP API leads now, None without one."""

    leads_to: str | None


@dataclass(frozen=True)
class Former(Base):
    """The function that the stage has from before its package changed. Its log group stays."""

    name: str

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "former"

    @property
    def title(self) -> str:
        return f"function {self.name}"


@dataclass(frozen=True)
class Traffic(Base):
    """Where the HTTP API ``api`` leads while there are two functions: an alias's ARN."""

    api: str
    target: str = field(metadata=OPAQUE)

    @property
    def key(self) -> str:
        return "traffic"

    @property
    def title(self) -> str:
        return f"traffic of HTTP API {self.api}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("http-api", "release", "permission lift-http-api")
