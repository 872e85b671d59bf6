"""``health_check`` is a switch or an object; it needs a front door."""

import json
from pathlib import Path

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.health_check import HealthCheck


def loaded(folder: Path, **settings: object) -> HealthCheck | None:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None).health_check


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (True, HealthCheck("/", (), 30)),
        (False, None),
        ({}, HealthCheck()),
        ({"path": "/a?b=%20", "expect": 200, "timeout": 10}, HealthCheck("/a?b=%20", (200,), 10)),
        ({"expect": [200, 302]}, HealthCheck(expect=(200, 302))),
    ],
)
def test_a_switch_or_an_object(value: object, meant: HealthCheck | None, tmp_path: Path) -> None:
    assert loaded(tmp_path, health_check=value) == meant


@pytest.mark.parametrize(
    "value",
    [
        "/healthz",
        {"path": "healthz"},
        {"path": "/a%2Fb"},
        {"path": "/a b"},
        {"expect": []},
        {"expect": 99},
        {"expect": "200"},
        {"timeout": 0},
        {"method": "HEAD"},
    ],
)
def test_anything_else_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"live\.health_check"):
        loaded(tmp_path, health_check=value)


def test_without_a_front_door_there_is_nothing_to_send(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no front door") as caught:
        loaded(tmp_path, api="none", health_check={"path": "/healthz"})
    assert '"health_check": false' in caught.value.hint
    assert loaded(tmp_path, api="none", health_check=False) is None
    assert loaded(tmp_path, api="none") == HealthCheck()
