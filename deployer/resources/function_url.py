"""A function URL on the alias."""

from dataclasses import dataclass
from typing import ClassVar

from .alias import LIVE
from .base import Base


@dataclass(frozen=True)
class FunctionUrl(Base):
    """Public (the application knows its users), answers are buffered."""

    function: str
    alias: str = LIVE
    auth_type: str = "NONE"
    invoke_mode: str = "BUFFERED"

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "url"

    @property
    def title(self) -> str:
        return f"function URL of {self.function}:{self.alias}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("alias",)
