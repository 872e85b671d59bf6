"""The alias that all traffic goes through."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Resource

LIVE = "live"
LATEST = "$LATEST"


@dataclass(frozen=True)
class Alias(Resource):
    """The alias as such; moving it is the release's matter.

    It is made before the first release, pointing at ``$LATEST``, because function URLs and
    permissions belong to an alias that exists. Nothing reaches the function through it then:
    the permissions come after the first release that passed.
    """

    function: str
    name: str = LIVE

    on_function: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "alias"

    @property
    def title(self) -> str:
        return f"alias {self.name} of {self.function}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("function",)
