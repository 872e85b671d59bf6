"""A version of the function as it was published: what an earlier release runs from."""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Resource
from .spec import Spec


@dataclass(frozen=True)
class PublishedVersion(Resource):
    """Never made as such (the release makes it), only found, and deleted once nobody needs it."""

    best_effort: ClassVar[bool] = True

    function: str
    number: str
    spec: Spec = field(compare=False)

    @property
    def key(self) -> str:
        return f"version {self.number}"

    @property
    def title(self) -> str:
        return f"version {self.number} of {self.function}"
