"""The front door's own log, a line a request."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AccessLogs:
    """``retention_days`` as CloudWatch Logs takes them."""

    retention_days: int = 30


def access_logs(value: bool | dict[str, Any]) -> AccessLogs | None:
    """The object as the settings have it, or a switch; None: off."""
    if isinstance(value, bool):
        return AccessLogs() if value else None
    return AccessLogs(**value)
