"""What came of looking for unused packages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unused:
    """A distribution that nothing reaches; ``size`` is in bytes, as it was installed."""

    name: str
    version: str
    size: int


@dataclass(frozen=True)
class Finding:
    """``reasons`` says of each distribution that is used how that is known."""

    reasons: Mapping[str, str]
    unused: tuple[Unused, ...]
