"""``docker`` is a mode, or an object that says more; everything else is refused."""

import json
from pathlib import Path

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.docker import Docker

ALL = {
    "mode": "always",
    "image": "build:1",
    "packages": ["libpq-devel"],
    "environment": {"CFLAGS": "-O2"},
}


def loaded(folder: Path, value: object) -> Docker:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", "docker": value}}))
    return load(file, None).docker


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("never", Docker("never")),
        ({}, Docker("auto")),
        ({"packages": ["libpq-devel"]}, Docker("auto", packages=("libpq-devel",))),
        (ALL, Docker("always", "build:1", ("libpq-devel",), {"CFLAGS": "-O2"})),
    ],
)
def test_a_mode_or_an_object(value: object, meant: Docker, tmp_path: Path) -> None:
    assert loaded(tmp_path, value) == meant


@pytest.mark.parametrize(
    "value",
    [
        "often",
        True,
        {"mode": "often"},
        {"package": []},
        {"packages": "x"},
        {"environment": {"A": 1}},
    ],
)
def test_anything_else_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"live\.docker"):
        loaded(tmp_path, value)


def test_values_of_the_environment_are_not_shown() -> None:
    assert "secret" not in repr(Docker(environment={"TOKEN": "secret"}))
