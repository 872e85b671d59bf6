"""Poetry's way to write versions ("^1.2", "~1.2", "1.2"), as PEP 440 has it.

https://python-poetry.org/docs/dependency-specification/#version-constraints
"""

import re

from ..errors import SettingsError

_PARTS = re.compile(r"(\^|~=|~|===?|!=|<=?|>=?|)\s*v?(\d[\w.*+!-]*|\*)")


def specifier(constraint: str) -> str:
    """PEP 440's specifier for ``constraint``; "" takes any version."""
    if "|" in constraint:
        raise SettingsError(
            f'the version "{constraint}" has several ranges, which only a lock can choose from',
            hint="run poetry lock, so that a poetry.lock lies beside pyproject.toml",
        )
    parts = (_part(sign, version) for sign, version in _PARTS.findall(constraint))
    return ",".join(part for part in parts if part)


def _part(sign: str, version: str) -> str:
    if version == "*":
        return ""
    if sign in ("^", "~"):
        return f">={version},<{_bound(sign, version)}"
    return f"{sign or '=='}{version}"


def _bound(sign: str, version: str) -> str:
    """The first version too new: "^" keeps the first number that is not 0, "~" the minor."""
    numbers = [int(number) for number in re.findall(r"\d+", re.split(r"[^\d.]", version)[0])]
    if sign == "~":
        kept = min(1, len(numbers) - 1)
    else:
        kept = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
    return ".".join(map(str, [*numbers[:kept], numbers[kept] + 1]))
