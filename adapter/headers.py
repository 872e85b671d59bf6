"""A request's headers as sources give them, and as the interfaces want them.

A map by name, of text or of lists. Interfaces want pairs whose values are text where each character
is one byte, which WSGI takes as it is and ASGI encodes as latin-1. Null values, as in events
written by hand, are nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from .types import Header


def pairs(headers: dict[str, Any], lists: bool) -> Collection[Header]:
    """The pairs of ``{"name": "value"}`` or ``{"name": ["value", …]}``, repeats as pairs apart."""
    if lists:
        headers = simple(headers)
    try:
        # One look at all values: join refuses what is no text, and nearly always all is ASCII.
        if "".join(headers.values()).isascii():
            return headers.items()
    except TypeError:
        pass
    return cleaned(flat(headers))


def simple(headers: dict[str, Any]) -> dict[str, Any]:
    """``{"name": "value"}`` of ``{"name": ["value"]}``, as is nearly always possible."""
    try:
        return {name: value for name, (value,) in headers.items()}
    except (TypeError, ValueError):
        return headers


def flat(lists: dict[str, Any]) -> list[tuple[str, Any]]:
    """Name and value, for each value of each name. One value need not be in a list."""
    return [
        (name, value)
        for name, values in lists.items()
        for value in (values if isinstance(values, list) else (values,))
    ]


def cleaned(pairs: list[tuple[str, Any]]) -> list[Header]:
    """Without nulls, numbers as text, each character one byte."""
    return [(name, as_bytes(str(value))) for name, value in pairs if value is not None]


def as_bytes(text: str) -> str:
    """Latin-1 stays; text beyond it was UTF-8 on the wire, and becomes those bytes again."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return as_latin(text)
    return text


def as_latin(text: str) -> str:
    """The UTF-8 bytes of ``text`` as one character each."""
    return text.encode("utf-8", "replace").decode("latin-1")
