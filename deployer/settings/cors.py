"""What the front door itself answers to scripts of other sites."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Cors:
    """Who may ask, and what: one set of names for all front doors. "*" is any.

    ``max_age_seconds`` is how long a browser may remember what it was told.
    """

    origins: tuple[str, ...] = ("*",)
    methods: tuple[str, ...] = ("*",)
    headers: tuple[str, ...] = ("*",)
    expose_headers: tuple[str, ...] = ()
    credentials: bool = False
    max_age_seconds: int = 3600

    @property
    def normal(self) -> "Cors":
        """The same, such that two compare: names in order, in one case where case says nothing."""
        return replace(
            self,
            origins=tuple(sorted(map(str.lower, self.origins))),
            methods=tuple(sorted(map(str.upper, self.methods))),
            headers=tuple(sorted(map(str.lower, self.headers))),
            expose_headers=tuple(sorted(map(str.lower, self.expose_headers))),
        )


def cors(value: bool | dict[str, Any]) -> Cors | None:
    """The object as the settings have it, true for every site without credentials; None: off."""
    if isinstance(value, bool):
        return Cors() if value else None
    lists = {key: tuple(part) for key, part in value.items() if isinstance(part, list)}
    return Cors(**value | lists).normal
