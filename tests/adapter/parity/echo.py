"""What an application saw, as JSON: the common part of both applications."""

from __future__ import annotations

ECHO = (("Content-Type", "application/json"), ("X-Echo", "1"))


def described(value: object) -> object:
    """A value of an environ or scope. What JSON does not know is told by its type's name."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, tuple | list):
        return [described(item) for item in value]
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return value  # not an event
    if value is None or isinstance(value, str | int):
        return value
    return type(value).__name__
