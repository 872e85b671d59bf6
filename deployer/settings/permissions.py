"""What the function may do beyond what lift gives every function: the settings' ``permissions``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import SettingsError

Statement = Mapping[str, Any]
"""One statement of an IAM policy: ``Effect``, ``Action``, ``Resource``, …"""


def permissions(value: dict[str, Any] | list[dict[str, Any]]) -> tuple[Statement, ...]:
    """The statements that ``value`` stands for.

    It is an object of short forms (``{"s3:GetObject": "arn:…"}``), or a list of such objects and of
    whole statements.
    """
    if isinstance(value, dict):
        return tuple(_allowed(action, resource) for action, resource in value.items())
    each = ((item,) if "Effect" in item else permissions(item) for item in value)
    return tuple(statement for statements in each for statement in statements)


def _allowed(action: str, resource: str | list[str]) -> Statement:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def check_role(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` when a role of one's own and rights for lift's stand side by side."""
    for key in ("permissions", "managed_policies", "permissions_boundary"):
        if values.get("role_arn") and values.get(key):
            raise SettingsError(
                f'{file}: {name} has "role_arn" and "{key}", and lift changes nothing of a role '
                "that it did not make",
                hint=f'leave "{key}" out and give the role its rights yourself, or leave '
                '"role_arn" out and lift makes a role with them',
            )
