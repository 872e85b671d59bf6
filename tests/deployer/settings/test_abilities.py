"""What a front door cannot do is refused, and a door is named that can."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import Stage, load
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.cors import Cors
from lift.deployer.settings.throttle import Throttle


def loaded(folder: Path, **settings: Any) -> Stage:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None)


@pytest.mark.parametrize(
    ("api", "settings", "instead"),
    [
        ("none", {"cors": True}, '"http" or "url"'),
        ("url", {"throttle": {"rate": 1, "burst": 1}}, '"http"'),
        ("url", {"access_logs": {"retention_days": 7}}, '"http"'),
    ],
)
def test_a_door_that_can_is_named(
    api: str, settings: dict[str, Any], instead: str, tmp_path: Path
) -> None:
    (key,) = settings
    with pytest.raises(SettingsError, match=f'"{key}", which .* cannot do') as caught:
        loaded(tmp_path, api=api, **settings)
    assert instead in caught.value.hint


def test_what_is_turned_off_goes_with_any_door(tmp_path: Path) -> None:
    stage = loaded(tmp_path, api="none", cors=False, access_logs=False)
    assert (stage.cors, stage.access_logs) == (None, None)


def test_a_switch_stands_for_the_defaults(tmp_path: Path) -> None:
    stage = loaded(tmp_path, cors=True, access_logs=True, throttle={"rate": 5, "burst": 9})
    assert stage.cors == Cors()
    assert stage.access_logs == AccessLogs(30)
    assert stage.throttle == Throttle(5, 9)


def test_an_object_says_what_is_meant(tmp_path: Path) -> None:
    sites = ["https://shop.example"]
    stage = loaded(tmp_path, cors={"origins": sites, "max_age_seconds": 60})
    assert stage.cors == Cors(origins=tuple(sites), max_age_seconds=60)
