"""Which API a domain leads to."""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import OPAQUE, Resource
from .ref import Text


@dataclass(frozen=True)
class Mapping(Resource):
    """What comes under ``base_path`` ("/api", empty: all) of ``domain`` goes to ``stage`` of
    ``api``, by its id.

    ``door`` is the key of the API's resource; ``identifier`` is AWS's for the mapping, as found.
    """

    domain: str
    base_path: str
    api: Text = field(metadata=OPAQUE)
    stage: str
    door: str = field(compare=False, default="")
    identifier: str = field(compare=False, default="")

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"mapping {self.domain}{self.base_path or '/'}"

    @property
    def title(self) -> str:
        return self.key

    @property
    def after(self) -> tuple[str, ...]:
        # A domain that moves leads to the new door only when that answers.
        return (f"domain {self.domain}", "release", "rest-stage", f"permission lift-{self.door}")
