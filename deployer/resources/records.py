"""A domain's records in Route53, which lead to what serves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, SUBSET, Resource
from .ref import Text

KINDS = ("A", "AAAA")


@dataclass(frozen=True)
class Records(Resource):
    """Alias records of ``kinds``, from ``name`` to ``target``, whose hosted zone is ``leads_into``.

    ``zone`` is the hosted zone they stand in. Records cannot be tagged: ``tags`` stand in a TXT
    record beside them, and what has none is somebody else's.
    """

    name: str
    target: Text
    tags: Mapping[str, str] = field(metadata=SUBSET)
    kinds: tuple[str, ...] = field(metadata=CONSTANT, default=KINDS)
    leads_into: Text = field(compare=False, default="")
    zone: str = field(compare=False, default="")

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"records {self.name}"

    @property
    def title(self) -> str:
        return f"records of {self.name}"
