"""``"rest_api"``: what a REST API is beside what every front door is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import SettingsError

Endpoint = Literal["regional", "edge", "private"]

USUAL_SECONDS = 29
"""What AWS lets every account wait; more needs a higher quota, and no edge endpoint."""


@dataclass(frozen=True)
class RestApiSettings:
    """``vpc_endpoint_ids`` are those that requests to a private one come through."""

    endpoint: Endpoint = "regional"
    vpc_endpoint_ids: tuple[str, ...] = ()
    binary_types: tuple[str, ...] = ("*/*",)
    timeout_seconds: int = USUAL_SECONDS


def rest_api(value: Mapping[str, Any]) -> RestApiSettings:
    values: dict[str, Any] = {
        key: tuple(part) if isinstance(part, list) else part for key, part in value.items()
    }
    return RestApiSettings(**values)


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what does not go together in stage ``name``."""
    if "rest_api" not in values:
        return
    where = f"{file}: {name}"
    api = values.get("api", "http")
    if api != "rest":
        raise SettingsError(
            f'{where} has "rest_api", and "api" is "{api}"',
            hint='set "api": "rest", or leave it out',
        )
    wanted = rest_api(values["rest_api"])
    private = wanted.endpoint == "private"
    if private and not wanted.vpc_endpoint_ids:
        raise SettingsError(
            f"{where}: nobody could reach a private REST API without a VPC endpoint",
            hint='name endpoints for execute-api: "rest_api": {"vpc_endpoint_ids": ["vpce-…"]}',
        )
    if wanted.vpc_endpoint_ids and not private:
        raise SettingsError(
            f'{where} has "vpc_endpoint_ids", and the endpoint of the REST API is '
            f'"{wanted.endpoint}"',
            hint='only a private REST API has VPC endpoints: "rest_api": {"endpoint": "private"}',
        )
    if wanted.endpoint == "edge" and wanted.timeout_seconds > USUAL_SECONDS:
        raise SettingsError(
            f"{where}: an edge REST API waits {USUAL_SECONDS} s at most, not "
            f"{wanted.timeout_seconds}",
            hint='"endpoint": "regional" or "private" can wait longer',
        )
