"""A request that the application answers while an execution environment starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class WarmRequest:
    """``path`` is the application's, below ``base_path``, with a query if there is one.

    ``headers`` come beside those of the front door, or in place of them.
    """

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)


def warm_requests(value: list[str | dict[str, Any]]) -> tuple[WarmRequest, ...]:
    """Each a path, or an object."""
    return tuple(
        WarmRequest(each) if isinstance(each, str) else WarmRequest(**each) for each in value
    )
