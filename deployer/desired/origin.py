"""Where a release comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Commit ("none" without one), who and when (UTC, ISO 8601)."""

    commit: str
    by: str
    at: str
