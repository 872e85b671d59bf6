"""The settings under ``docker``: when packages are built in a container, and in which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Mode = Literal["auto", "always", "never"]


@dataclass(frozen=True)
class Docker:
    """``image`` is None for the runtime's own build image, ``packages`` are the system's."""

    mode: Mode = "auto"
    image: str | None = None
    packages: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)


def docker(value: Mode | dict[str, Any]) -> Docker:
    """What the settings say, where a mode alone stands for an object with nothing else in it."""
    if isinstance(value, str):
        return Docker(value)
    return Docker(**value | {"packages": tuple(value.get("packages", ()))})
