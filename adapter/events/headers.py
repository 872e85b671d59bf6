"""Header maps of events and answers: looked at, made simple, and written.

Missing maps and null values, as in events written by hand, are nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..types import Header


def last(headers: dict[str, Any], name: str, title: str) -> str:
    """The last value of a header in a map of either kind, "" if there is none.

    It is given in both spellings of AWS, "x-forwarded-proto" and "X-Forwarded-Proto" (REST APIs);
    any other is looked for.
    """
    value = headers.get(name)
    if isinstance(value, str):
        return value
    if value is None:
        value = headers.get(title)
        if value is None:
            value = next((headers[key] for key in headers if key.lower() == name), None)
    if isinstance(value, list):
        value = value[-1] if value else None
    return value if isinstance(value, str) else ""


def joined(headers: list[Header]) -> tuple[dict[str, str], list[str]]:
    """One value a name, repeats joined by a comma, and the cookies, which cannot be joined.

    Set-Cookie values have commas of their own (RFC 9110 section 5.3).
    """
    result: dict[str, str] = {}
    cookies = []
    for name, value in headers:
        if name == "set-cookie":
            cookies.append(value)
        elif name in result:
            result[name] += "," + value
        else:
            result[name] = value
    return result, cookies


def listed(headers: list[Header]) -> dict[str, list[str]]:
    """All values of each name."""
    result: dict[str, list[str]] = {}
    for name, value in headers:
        if name in result:
            result[name].append(value)
        else:
            result[name] = [value]
    return result
