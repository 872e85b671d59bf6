"""Execution environments that are kept warm: how many, and how often they are pinged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lift.warmers.keep_warm import schedule_expression

from ..errors import SettingsError


@dataclass(frozen=True)
class KeepWarm:
    """``schedule`` is EventBridge's expression, "rate(4 minutes)"."""

    schedule: str
    instances: int = 1


def keep_warm(value: bool | str | dict[str, Any]) -> KeepWarm | None:
    """What the settings have; None: nothing is pinged."""
    if value is False:
        return None
    instances = value.get("instances", 1) if isinstance(value, dict) else 1
    return KeepWarm(schedule_expression(value), instances)


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` where pings would take all that stage ``name`` may run at once."""
    reserved, kept = values.get("reserved_concurrency"), keep_warm(values.get("keep_warm", False))
    if reserved is None or kept is None or kept.instances == 1 or kept.instances < reserved:
        return
    raise SettingsError(
        f'{file}: {name} has "keep_warm" with {kept.instances} instances, and '
        f'"reserved_concurrency" is {reserved}: the pings take a second at the same moment, in '
        "which requests would be refused",
        hint=f'"reserved_concurrency" above {kept.instances}, or fewer instances than {reserved}',
    )
