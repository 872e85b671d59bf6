"""What HTTP and REST APIs have in common: AWS lets several have one name."""

from typing import ClassVar

from .base import Resource


class Api(Resource):
    """``identifier`` is AWS's, as found; ``further`` marks one beside the one that serves."""

    kind: ClassVar[str]  # the key of the one that serves
    words: ClassVar[str]  # what a person calls it

    name: str
    identifier: str
    further: bool

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"{self.kind} {self.identifier}" if self.further else self.kind

    @property
    def of_door(self) -> str:
        return "" if self.further else self.key

    @property
    def known_as(self) -> tuple[str, ...]:
        return (*super().known_as, *([self.identifier] if self.identifier else []))

    @property
    def title(self) -> str:
        return f"{self.words} {self.name}{f' {self.identifier}' if self.further else ''}"
