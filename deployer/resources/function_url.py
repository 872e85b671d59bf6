"""A function URL on the alias."""

from dataclasses import dataclass, field
from typing import ClassVar

from ..settings.cors import Cors
from .alias import LIVE
from .base import CONSTANT, Resource


@dataclass(frozen=True)
class FunctionUrl(Resource):
    """Public (the application knows its users), answers are buffered.

    ``cors`` is what Lambda answers itself to scripts of other sites.
    """

    function: str
    alias: str = LIVE
    auth_type: str = field(metadata=CONSTANT, default="NONE")
    invoke_mode: str = field(metadata=CONSTANT, default="BUFFERED")
    cors: Cors | None = None

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "url"

    @property
    def of_door(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        return f"function URL of {self.function}:{self.alias}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("alias",)
