"""``"compression"``: from what size on a REST API sends its answers in gzip."""

from collections.abc import Mapping

MINIMUM_BYTES = 1024
"""What is smaller gains nothing that a visitor would notice."""


def compression(value: bool | Mapping[str, int]) -> int | None:
    """Bytes from the settings' object or switch; None: off."""
    if isinstance(value, bool):
        return MINIMUM_BYTES if value else None
    return value["minimum_bytes"]
