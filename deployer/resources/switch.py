"""From a function of zips to one of images and back: AWS cannot turn one into the other.

The new function is made beside the former one, released and gated; then the front door leads to
it, and the former one goes. The keep-warm rule follows by itself; a function URL belongs to its
function and goes with it.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import OPAQUE, Resource


@dataclass(frozen=True)
class Switch:
    """``leads_to`` is where the HTTP API leads now, None without one."""

    leads_to: str | None


@dataclass(frozen=True)
class Former(Resource):
    """The function that the stage has from before its package changed. Its log group stays.

    ``url``: whether it has a function URL, which goes with it.
    """

    name: str
    url: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "former"

    @property
    def title(self) -> str:
        return f"function {self.name}"


@dataclass(frozen=True)
class Traffic(Resource):
    """Where the HTTP API ``api`` leads while there are two functions: an alias's ARN.

    ``identifier`` is AWS's for the API, as found.
    """

    api: str
    target: str = field(metadata=OPAQUE)
    identifier: str = field(compare=False, default="")

    @property
    def key(self) -> str:
        return "traffic"

    @property
    def title(self) -> str:
        return f"traffic of HTTP API {self.api}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("http-api", "release", "permission lift-http-api")
