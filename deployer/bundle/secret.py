"""Passwords in addresses of indexes and repositories: used, never shown and never kept."""

import re

_PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")


def without_password(text: str) -> str:
    """``text`` with each ``user:password@`` in its addresses taken out."""
    return _PASSWORD.sub("", text)
