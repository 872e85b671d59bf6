"""What each front door can do: a setting that it has no place for is refused, never dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import SettingsError

_NAMES = {
    "http": "an HTTP API",
    "rest": "a REST API",
    "url": "a function URL",
    "alb": "a load balancer",
    "none": "a stage without front door",
}


@dataclass(frozen=True)
class Ability:
    """``doors`` are the values of "api" that can do it; ``otherwise`` helps with the others,
    ``at`` with one of them."""

    doors: tuple[str, ...]
    otherwise: str = ""
    at: Mapping[str, str] = field(default_factory=dict)


ABILITIES: Mapping[str, Ability] = {
    "cors": Ability(
        ("http", "url"),
        "let the application answer (django-cors-headers, flask-cors, CORSMiddleware)",
    ),
    "throttle": Ability(
        ("http", "rest"),
        '"reserved_concurrency" bounds how many requests run at once behind any door',
    ),
    "access_logs": Ability(
        ("http", "rest"), at={"alb": "a load balancer's logs are settings of its own"}
    ),
    "api_keys": Ability(("rest",), "let the application look for its clients' keys"),
    "compression": Ability(
        ("rest",), "let the application compress (GZipMiddleware, flask-compress)"
    ),
    "web_acl_arn": Ability(
        ("rest",),
        "a CloudFront distribution before it can have one too",
        at={"alb": "the web ACL belongs to the load balancer, which is yours: put it there"},
    ),
    "domain": Ability(
        ("http", "rest"),
        at={"url": "a function URL has a domain only behind CloudFront, which lift does not make"},
    ),
}


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what the front door of stage ``name`` cannot do."""
    for key, ability in ABILITIES.items():
        if values.get(key):
            demand(f"{file}: {name}", values, f'"{key}"', ability)


def demand(where: str, values: Mapping[str, Any], what: str, ability: Ability) -> None:
    """Raise ``SettingsError`` where the front door of ``values`` cannot do ``what``."""
    api = values.get("api", "http")
    if api in ability.doors:
        return
    able = " or ".join(f'"{door}"' for door in ability.doors)
    help_ = ability.at.get(api, ability.otherwise)
    otherwise = f"; {help_}" if help_ else ""
    raise SettingsError(
        f'{where} has {what}, which {_NAMES[api]} ("api": "{api}") cannot do',
        hint=f'"api": {able} can{otherwise}',
    )
