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

ACL = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/1a"


def loaded(folder: Path, **settings: Any) -> Stage:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None)


@pytest.mark.parametrize(
    ("api", "settings", "instead"),
    [
        ("none", {"cors": True}, '"http" or "url"'),
        ("rest", {"cors": True}, "CORSMiddleware"),
        ("url", {"throttle": {"rate": 1, "burst": 1}}, '"http" or "rest"'),
        ("url", {"access_logs": {"retention_days": 7}}, '"http" or "rest"'),
        ("http", {"api_keys": ["partner"]}, '"rest"'),
        ("url", {"compression": True}, "GZipMiddleware"),
        ("http", {"web_acl_arn": ACL}, "CloudFront"),
        ("alb", {"web_acl_arn": ACL}, "belongs to the load balancer, which is yours"),
        ("alb", {"access_logs": True}, "logs are settings of its own"),
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
    stage = loaded(
        tmp_path, api="none", cors=False, access_logs=False, compression=False, api_keys=[]
    )
    assert (stage.cors, stage.access_logs, stage.compression, stage.api_keys) == (None,) * 3 + ((),)


def test_a_switch_stands_for_the_defaults(tmp_path: Path) -> None:
    stage = loaded(tmp_path, cors=True, access_logs=True, throttle={"rate": 5, "burst": 9})
    assert stage.cors == Cors()
    assert stage.access_logs == AccessLogs(30)
    assert stage.throttle == Throttle(5, 9)


def test_what_only_a_rest_api_can_do(tmp_path: Path) -> None:
    stage = loaded(tmp_path, api="rest", compression=True, api_keys=["a", "b"], web_acl_arn=ACL)
    assert (stage.compression, stage.api_keys, stage.web_acl_arn) == (1024, ("a", "b"), ACL)
    assert loaded(tmp_path, api="rest", compression={"minimum_bytes": 0}).compression == 0


def test_a_global_web_acl_is_none_for_an_api(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not accepted") as caught:
        loaded(tmp_path, api="rest", web_acl_arn=ACL.replace("regional", "global"))
    assert "the ARN of a regional web ACL" in caught.value.hint


def test_an_object_says_what_is_meant(tmp_path: Path) -> None:
    sites = ["https://shop.example"]
    stage = loaded(tmp_path, cors={"origins": sites, "max_age_seconds": 60})
    assert stage.cors == Cors(origins=tuple(sites), max_age_seconds=60)
