"""What each front door can do: a setting that it has no place for is refused, never dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError

_NAMES = {
    "http": "an HTTP API",
    "rest": "a REST API",
    "url": "a function URL",
    "alb": "a load balancer",
    "none": "no front door",
}


@dataclass(frozen=True)
class Ability:
    """``doors`` are the values of "api" that can do it; ``otherwise`` helps with the others."""

    doors: tuple[str, ...]
    otherwise: str = ""


ABILITIES: Mapping[str, Ability] = {
    "cors": Ability(
        ("http", "url"),
        "let the application answer (django-cors-headers, flask-cors, CORSMiddleware)",
    ),
    "throttle": Ability(
        ("http",), '"reserved_concurrency" bounds how many requests run at once behind any door'
    ),
    "access_logs": Ability(("http",)),
}


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what the front door of stage ``name`` cannot do."""
    api = values.get("api", "http")
    for key, ability in ABILITIES.items():
        if values.get(key) and api not in ability.doors:
            able = " or ".join(f'"{door}"' for door in ability.doors)
            otherwise = f"; {ability.otherwise}" if ability.otherwise else ""
            raise SettingsError(
                f'{file}: {name} has "{key}", which {_NAMES[api]} ("api": "{api}") cannot do',
                hint=f'"api": {able} can{otherwise}',
            )
