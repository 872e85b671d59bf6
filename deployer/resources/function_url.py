"""A function URL on the alias."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from ..settings.cors import Cors
from .alias import LIVE
from .base import CONSTANT, Resource

AuthType = Literal["NONE", "AWS_IAM"]


@dataclass(frozen=True)
class FunctionUrl(Resource):
    """For everybody (the application knows its users) or for who signs with IAM credentials;
    answers are buffered.

    ``cors`` is what Lambda answers itself to scripts of other sites.
    """

    function: str
    alias: str = LIVE
    auth_type: AuthType = "NONE"
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
