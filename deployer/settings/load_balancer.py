"""``"load_balancer"``: the listener that requests come by, and which of them are the stage's."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError

CONDITIONS = 5
"""Values that the conditions of a rule may have together (AWS, "Quotas for your Application Load
Balancers")."""


@dataclass(frozen=True)
class LoadBalancer:
    """``priority`` None: the first that is free; no ``hosts`` and ``paths``: every request."""

    listener_arn: str
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    priority: int | None = None
    multi_value_headers: bool = True


def load_balancer(value: Mapping[str, Any]) -> LoadBalancer:
    values: dict[str, Any] = {
        key: tuple(part) if isinstance(part, list) else part for key, part in value.items()
    }
    return LoadBalancer(**values)


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what does not go together in stage ``name``."""
    where, api = f"{file}: {name}", values.get("api", "http")
    if (api == "alb") != ("load_balancer" in values):
        lacks = '"api": "alb" and no "load_balancer"'
        raise SettingsError(
            f"{where} has {lacks}" if api == "alb" else f'{where}: "load_balancer" is for "alb"',
            hint='they go together: "api": "alb", "load_balancer": {"listener_arn": "arn:…"}',
        )
    if api != "alb":
        return
    wanted = load_balancer(values["load_balancer"])
    if len(wanted.hosts) + len(wanted.paths) > CONDITIONS:
        raise SettingsError(
            f"{where}: a rule takes {CONDITIONS} hosts and paths together",
            hint="leave some out; a wildcard stands for many: *.example.com, /api/*",
        )
    if wanted.hosts and "*" in wanted.hosts[0]:
        raise SettingsError(
            f'{where}: the first of "hosts" is the stage\'s address, and {wanted.hosts[0]} is none',
            hint="put one without a wildcard first",
        )
