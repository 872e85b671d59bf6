"""Domains of one's own, by which the front door is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError

AUTO = "auto"


@dataclass(frozen=True)
class Domain:
    """``base_path`` ("/api") is the path that the application lies under, empty for all of it.

    ``certificate`` is an ARN, or "auto": one that is there and covers the name, else a new one.
    ``route53``: whether the records are made in the hosted zone.
    """

    name: str
    certificate: str = AUTO
    base_path: str = ""
    route53: bool = True

    @property
    def place(self) -> str:
        """What is mapped: "shop.example.com/"."""
        return f"{self.name}{self.base_path or '/'}"

    @property
    def url(self) -> str:
        return f"https://{self.name}{self.base_path}"


def domains(value: str | dict[str, Any] | list[str | dict[str, Any]]) -> tuple[Domain, ...]:
    """A name, an object, or a list of these."""
    listed = value if isinstance(value, list) else [value]
    return tuple(Domain(each) if isinstance(each, str) else Domain(**each) for each in listed)


def base_path(values: Mapping[str, Any]) -> str:
    """What the application shall not see as its own: said for itself, or by the domains."""
    said = [values.get("base_path", ""), *(each.base_path for each in domains(_value(values)))]
    return next(filter(None, said), "")


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for domains of stage ``name`` that do not go together."""
    listed = domains(_value(values))
    endpoint = values.get("rest_api", {}).get("endpoint", "regional")
    if listed and endpoint != "regional":
        raise SettingsError(
            f'{file}: {name} has "domain", and its REST API is {endpoint}: only a regional one is '
            "mapped to a domain",
            hint='set "rest_api": {"endpoint": "regional"}, or leave "domain" out',
        )
    paths = {path for each in listed if (path := each.base_path)}
    if len(paths | {base_path(values)} - {""}) > 1:
        raise SettingsError(
            f"{file}: {name} has several base paths, {' and '.join(sorted(paths))}, and the "
            "application can be told of one",
            hint='give "base_path" once, to the stage, or the same to each domain',
        )
    places = [(each.name, each.base_path) for each in listed]
    if len(places) > len(set(places)):
        raise SettingsError(
            f'{file}: {name} names a domain twice in "domain"', hint="leave one of them out"
        )
    said = {(each.name, each.certificate, each.route53) for each in listed}
    if len({each.name for each in listed}) < len(said):
        raise SettingsError(
            f'{file}: {name} says two things of one domain in "domain"',
            hint='give each entry of a name the same "certificate" and "route53"',
        )


def _value(values: Mapping[str, Any]) -> Any:
    return values.get("domain") or []
