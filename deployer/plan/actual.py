"""AWS as it was found: resources with what AWS said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..resources.base import Resource
from ..resources.ref import Attributes
from ..resources.spec import Spec


@dataclass(frozen=True)
class Found:
    """A resource of ours as it is, and its attributes (``arn``, ``id``, ``host``, …).

    ``remarks`` tell how it came to be so, where that can be known. ``beside`` names what others
    have put on it: not ours, and left as it is.
    """

    resource: Resource
    attributes: Attributes = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stranger:
    """What has one of our names but not our tags.

    ``names`` are AWS's for it; ``refusal`` says why it cannot be adopted, where it cannot.
    """

    key: str
    title: str
    names: tuple[str, ...]
    refusal: str = ""


@dataclass(frozen=True)
class Actual:
    """What was found under our names: ``found`` by key, and ``strangers``.

    ``versions`` is what each published version is that is kept.
    """

    found: Mapping[str, Found]
    strangers: tuple[Stranger, ...] = ()
    versions: tuple[Spec, ...] = ()

    @property
    def foreign(self) -> tuple[str, ...]:
        """The strangers' titles."""
        return tuple(stranger.title for stranger in self.strangers)
