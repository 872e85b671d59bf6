"""The request that a new version must answer well before it gets traffic."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class HealthCheck:
    """``path`` is the application's, below ``base_path``, with a query if there is one.

    ``expect``: statuses that are right; none: all but 5xx and a refusal of the host. ``timeout``
    is how many seconds the answer may take.
    """

    path: str = "/"
    expect: tuple[int, ...] = ()
    timeout: int = 30


def health_check(value: bool | dict[str, Any]) -> HealthCheck | None:
    """The check as the settings have it; None: turned off."""
    if not isinstance(value, dict):
        return HealthCheck() if value else None
    expect = value.get("expect") or []
    statuses = (expect,) if isinstance(expect, int) else tuple(expect)
    return HealthCheck(**value | {"expect": statuses})
