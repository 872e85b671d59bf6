"""CORS settings <-> the shape that API Gateway v2 and Lambda share.

AWS answers lists in an order and case of its own: ``Cors`` is compared in one of ours.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ..settings.cors import Cors


class Configuration(TypedDict, total=False):
    """What UpdateApi and UpdateFunctionUrlConfig take."""

    AllowOrigins: Sequence[str]
    AllowMethods: Sequence[str]
    AllowHeaders: Sequence[str]
    ExposeHeaders: Sequence[str]
    AllowCredentials: bool
    MaxAge: int


def configuration(cors: Cors) -> Configuration:
    return {
        "AllowOrigins": cors.origins,
        "AllowMethods": cors.methods,
        "AllowHeaders": cors.headers,
        "ExposeHeaders": cors.expose_headers,
        "AllowCredentials": cors.credentials,
        "MaxAge": cors.max_age_seconds,
    }


def read(said: Mapping[str, Any] | None) -> Cors | None:
    """What AWS says; None where it says nothing."""
    if not said:
        return None
    return Cors(
        tuple(said.get("AllowOrigins", ())),
        tuple(said.get("AllowMethods", ())),
        tuple(said.get("AllowHeaders", ())),
        tuple(said.get("ExposeHeaders", ())),
        bool(said.get("AllowCredentials", False)),
        int(said.get("MaxAge", 0)),
    ).normal
