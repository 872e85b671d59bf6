"""Passwords in addresses, and values of environment variables: used, never shown, never kept."""

import re
from collections.abc import Mapping

_SHORTEST = 4  # characters of a secret; "1" and "on" are everywhere
_PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")


def without_password(text: str) -> str:
    """``text`` with each ``user:password@`` in its addresses taken out."""
    return _PASSWORD.sub("", text)


def masked(text: str, variables: Mapping[str, str]) -> str:
    """``text`` without the values of ``variables``, the longest first."""
    for value in sorted(variables.values(), key=len, reverse=True):
        if len(value) >= _SHORTEST:
            text = text.replace(value, "****")
    return text
