"""Events that are no HTTP request. Now: lift's own, ``{"lift": NAME, …}``.

No HTTP source lets a client set a top-level key, so nobody outside can send one of these through a
front door.
"""

from __future__ import annotations

KEEP_WARM = "keep-warm"


def name_of(event: object) -> str | None:
    """The name that a function is registered under for this event, None if it has none."""
    name = event.get("lift") if isinstance(event, dict) else None
    return name if isinstance(name, str) else None


def described(event: object) -> str:
    """An unknown event for an error message: its keys, never its values."""
    if isinstance(event, dict):
        return "with the keys " + (", ".join(sorted(map(str, event))) or "(none)")
    return f"of type {type(event).__name__}"
