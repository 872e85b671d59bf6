"""``snap_start``, and what Lambda cannot combine with it."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings.snap_start import SnapStart

from .test_function import EFS, VPC, loaded


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (True, SnapStart("again")),
        (False, None),
        ({}, SnapStart("again")),
        ({"lifespan": "kept"}, SnapStart("kept")),
    ],
)
def test_a_switch_or_an_object(value: object, meant: SnapStart | None, tmp_path: Path) -> None:
    assert loaded(tmp_path, snap_start=value).snap_start == meant


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"runtime": "python3.11"}, "python3.11 does not have it"),
        ({"efs": EFS, "vpc_config": VPC}, 'a file system that is mounted ("efs")'),
        ({"ephemeral_storage": 1024}, "a snapshot holds 512 MB of /tmp, not 1024"),
    ],
)
def test_what_does_not_go_with_it_is_refused_with_the_reason(
    settings: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as refused:
        loaded(tmp_path, snap_start=True, **settings)
    assert refused.value.message.endswith(reason)
    assert refused.value.hint
    assert loaded(tmp_path, snap_start=False, **settings).snap_start is None


def test_images_and_arm64_go_with_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, snap_start=True, package="image", architecture="arm64").snap_start


@pytest.mark.parametrize("value", ["true", {"lifespan": "off"}, {"hooks": []}])
def test_anything_else_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"live\.snap_start"):
        loaded(tmp_path, snap_start=value)
