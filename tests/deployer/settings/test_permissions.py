"""The forms of the settings' permissions, and what a role of one's own excludes."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.permissions import permissions

STATEMENT = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
ROLE = "arn:aws:iam::123456789012:role/shop"
POLICY = "arn:aws:iam::123456789012:policy/mine"


def test_each_short_form_is_a_statement() -> None:
    made = permissions({"s3:GetObject": "arn:a", "sqs:SendMessage": ["arn:b", "arn:c"]})
    assert made == (
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:a"},
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:b", "arn:c"]},
    )


def test_a_list_has_both_forms() -> None:
    assert permissions([STATEMENT, {"s3:GetObject": "arn:a"}]) == (
        STATEMENT,
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:a"},
    )


def load_with(folder: Path, **settings: Any) -> Any:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop.main:app", **settings}}))
    return load(file, None)


@pytest.mark.parametrize(
    "settings",
    [
        {"permissions": {"s3:GetObject": "*"}},
        {"managed_policies": [POLICY]},
        {"permissions_boundary": POLICY},
    ],
)
def test_a_role_of_ones_own_excludes_what_lift_would_give_it(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    (key,) = settings
    with pytest.raises(SettingsError, match=f'has "role_arn" and "{key}"'):
        load_with(tmp_path, role_arn=ROLE, **settings)
    assert load_with(tmp_path, role_arn=ROLE).role_arn == ROLE
    assert getattr(load_with(tmp_path, **settings), key)
