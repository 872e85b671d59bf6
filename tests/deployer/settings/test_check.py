"""A mistake in the settings is named with its place and the way out."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import SettingsFile
from lift.deployer.settings.check import check


def mistake(**settings: Any) -> tuple[str, str]:
    with pytest.raises(SettingsError) as caught:
        check(SettingsFile(Path("lift_settings.json"), {"live": settings}))
    assert caught.value.exit_code == 2
    return caught.value.message.removeprefix("lift_settings.json: "), caught.value.hint


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        ({"memory_sise": 1}, 'live.memory_sise: there is no key "memory_sise"', '"memory_size"?'),
        ({"wings": 2}, 'live.wings: there is no key "wings"', "settings_schema.json"),
        ({"memory_size": "512"}, 'a whole number is expected, not "512"', "for example 1024"),
        ({"memory_size": True}, "a whole number is expected, not true", "for example"),
        ({"memory_size": 64}, "live.memory_size: 64 is out of range, at least 128", ""),
        ({"timeout_seconds": 901}, "901 is out of range, at most 900", ""),
        ({"runtime": "python3.10"}, '"python3.10" is none of "python3.11"', "did you mean"),
        ({"api": "htpp"}, '"htpp" is none of', 'did you mean "http"?'),
        ({"app": "shop.main"}, 'live.app: "shop.main" is not accepted', "module:attribute"),
        ({"binary_support": False}, "live.binary_support: false", "always pass"),
        ({"cors": {"credentials": True}}, "live.cors", "browsers take no"),
        ({"cors": {"origins": ["shop.example"]}}, "live.cors.origins.0", "https://"),
        ({"requirements": 3}, "live.requirements: 3 is not accepted", "a file's path"),
        ({"keep_warm": "yes"}, 'live.keep_warm: "yes" is not accepted', '{"every"'),
        ({"keep_warm": {}}, "live.keep_warm: {} is not accepted", '{"every"'),
        ({"keep_warm": {"every": "4 min"}}, 'live.keep_warm.every: "4 min"', '"4 minutes"'),
        ({"keep_warm": {"instances": 51}}, "live.keep_warm.instances: 51", "from 1 to 50"),
        ({"keep_warm": {"instances": 0}}, "live.keep_warm.instances: 0", "from 1 to 50"),
        ({"keep_warm": {"instance": 3}}, 'there is no key "instance"', '"instances"?'),
        ({"vpc_config": {"SubnetIds": ["subnet-1"]}}, "SecurityGroupIds missing", "for example"),
        (
            {"vpc_config": {"SubnetIds": ["x"], "SecurityGroupIds": ["sg-1"]}},
            "SubnetIds.0",
            "subnet-",
        ),
        ({"environment_variables": {"DEBUG": 1}}, "live.environment_variables.DEBUG", "in quotes"),
        ({"environment_variables": {"AWS_REGION": "x"}}, "AWS_REGION", "Lambda or lift sets"),
        ({"tags": {"lift:stage": "x"}}, "lift:stage", "neither aws: nor lift:"),
        ({"base_path": "api/"}, "live.base_path:", "a slash at its start"),
        ({"aws_region": "Frankfurt"}, 'live.aws_region: "Frankfurt"', "eu-central-1"),
        ({"permissions": {"s3 read": "*"}}, "live.permissions:", "Effect, Action and Resource"),
        ({"permissions": {"s3:GetObject": "media"}}, "live.permissions:", "a resource is an ARN"),
        ({"permissions": [{"Effect": "Allow"}]}, "live.permissions:", "IAM statements"),
        ({"managed_policies": ["ReadOnly"]}, "live.managed_policies.0:", "a policy's ARN"),
        ({"permissions_boundary": "arn:aws:iam::1:role/x"}, "live.permissions_bou", "a policy's"),
        ({"role_arn": "shop"}, 'live.role_arn: "shop"', "a role's ARN looks like"),
        ({"log_retention_days": 2}, "live.log_retention_days: 2 is none of", ""),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_way_out(
    settings: dict[str, Any], message: str, hint: str
) -> None:
    said, hinted = mistake(**settings)
    assert message in said
    assert said.startswith("live.")
    assert hint in hinted


def test_a_stage_that_is_no_object_is_refused() -> None:
    with pytest.raises(SettingsError, match="production: an object is expected, not 3"):
        check(SettingsFile(Path("lift_settings.json"), {"production": 3}))


def test_a_stage_with_a_strange_name_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        check(SettingsFile(Path("lift_settings.json"), {"my stage": {}}))
    assert "my stage" in caught.value.message
    assert "starts with a letter" in caught.value.hint


def test_the_other_mistakes_are_told_too() -> None:
    with pytest.raises(SettingsError) as caught:
        check(SettingsFile(Path("lift_settings.json"), {"live": {"api": 1, "layer": 2, "x": 3}}))
    assert len(caught.value.details.splitlines()) == 2


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(mistake(app="x" * 500)[0]) < 120


def test_what_has_passed_is_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path))
    good = SettingsFile(Path("lift_settings.json"), {"live": {"app": "main:app"}})
    check(good)
    (mark,) = (tmp_path / "settings").iterdir()
    check(good)
    with pytest.raises(SettingsError):
        check(SettingsFile(good.path, {"live": {"app": "main"}}))
    assert list((tmp_path / "settings").iterdir()) == [mark]


def test_without_a_place_for_a_cache_it_is_checked_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "file"))
    check(SettingsFile(Path("lift_settings.json"), {"live": {"app": "main:app"}}))
    with pytest.raises(SettingsError):
        check(SettingsFile(Path("lift_settings.json"), {"live": {"app": "main"}}))
