"""A release: a published version that passed, with the alias on it."""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, Resource
from .description import ReleaseRecord
from .door import Door
from .provisioned_concurrency import ProvisionedConcurrency
from .spec import Spec, Upload

UNDIVIDED = "all to one version"
DIVIDED = "divided"


@dataclass(frozen=True)
class Release(Resource):
    """``latest`` is what ``$LATEST`` is to be, ``live`` what the alias's version is to be.

    They are wanted the same; as found they differ after a release that did not pass, or after
    somebody's change by hand. ``live`` is None while the alias is at no version yet. ``traffic``
    tells whether the alias sends a part to another version. ``commands`` run in the new version
    before the switch; ``door`` is what the health check comes through, None without one;
    ``provisioned`` stands ready for it.
    ``version`` is the one that the alias is at, as found.
    """

    function: str
    live: Spec | None = field(metadata={"absent": "no release has passed yet"})
    latest: Spec | None
    traffic: str = field(metadata=CONSTANT, default=UNDIVIDED)
    record: ReleaseRecord | None = field(compare=False, default=None)
    upload: Upload | None = field(compare=False, default=None)
    commands: tuple[str, ...] = field(compare=False, default=())
    door: Door | None = field(compare=False, default=None)
    provisioned: ProvisionedConcurrency | None = field(compare=False, default=None)
    version: str = field(compare=False, default="")

    on_function: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "release"

    @property
    def title(self) -> str:
        return f"release of {self.function}"

    @property
    def after(self) -> tuple[str, ...]:
        # The front door exists before the gate; rights and layers have grown.
        return ("role", "layer", "function", "alias", "http-api", "rest-api", "target-group", "url")
