"""What came of looking for unused packages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``reasons`` says of each distribution that is used how that is known, ``unused`` are the
    names of the others."""

    reasons: Mapping[str, str]
    unused: tuple[str, ...]
