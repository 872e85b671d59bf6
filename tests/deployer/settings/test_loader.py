"""lift_settings.json -> Stage, and every way in which the file can be wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import LiftError, SettingsError, UsageError
from lift.deployer.settings import VpcConfig, load, load_all
from lift.deployer.settings.keep_warm import KeepWarm


def write(folder: Path, content: Any) -> Path:
    file = folder / "lift_settings.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def refused(folder: Path, content: Any, stage: str | None = None) -> LiftError:
    with pytest.raises(LiftError) as caught:
        load(write(folder, content), stage)
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value


APP = {"app": "shop.main:app"}


def test_the_example_that_zappa_users_bring_works_as_it_stands(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """{"production": {"django_settings": "myproject.settings.production",
        "s3_bucket": "my-deployments",
        "aws_region": "us-east-1", "runtime": "python3.12", "timeout_seconds": 30,
        "memory_size": 512, "environment_variables": {"DATABASE_URL": "postgres://…"},
        "vpc_config": {"SubnetIds": ["subnet-…"], "SecurityGroupIds": ["sg-…"]},
        "keep_warm": false, "binary_support": true, "cors": false}}""",
    )

    stage = load(file, None)

    assert stage.name == "production"
    assert stage.project == "myproject"
    assert stage.root == tmp_path
    assert stage.django_settings == "myproject.settings.production"
    assert stage.s3_bucket == "my-deployments"
    assert stage.runtime == "python3.12"
    assert stage.python == "3.12"
    assert stage.environment_variables == {"DATABASE_URL": "postgres://…"}
    assert stage.vpc_config == VpcConfig(("subnet-…",), ("sg-…",))
    assert stage.keep_warm is None
    assert stage.api == "http"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"base_image": "own:1"}, "a zip has no base image"),
        ({"package": "image", "layer": False}, "an image has layers of its own"),
        ({"package": "image", "s3_bucket": "ours"}, "an image goes up through Amazon ECR"),
    ],
)
def test_what_a_package_has_no_use_for_is_refused(
    tmp_path: Path, settings: dict[str, Any], reason: str
) -> None:
    error = refused(tmp_path, {"live": APP | settings})
    assert error.message.endswith(reason)


@pytest.mark.parametrize("traced", [{"trace": ["/"]}, {"trace_tests": "pytest tests/"}])
def test_traces_are_refused_where_nothing_unused_is_looked_for(
    tmp_path: Path, traced: dict[str, Any]
) -> None:
    error = refused(tmp_path, {"live": APP | {"slim": traced}})
    assert f'"slim" with "{next(iter(traced))}"' in error.message
    stages = {
        "base": APP | {"slim": {"unused": "drop"}},
        "live": {"extends": "base", "slim": traced},
    }
    assert load(write(tmp_path, stages), "live").slim.unused == "drop"


def test_lists_become_tuples_and_one_requirements_file_may_stand_alone(tmp_path: Path) -> None:
    settings = APP | {
        "requirements": "requirements/live.txt",
        "exclude": ["docs/"],
        "keep": ["boto3"],
    }

    stage = load(write(tmp_path, {"live": settings}), "live")

    assert stage.requirements == ("requirements/live.txt",)
    assert stage.exclude == ("docs/",)
    assert stage.keep == ("boto3",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (False, None),
        (True, KeepWarm("rate(4 minutes)")),
        ("1 hour", KeepWarm("rate(1 hour)")),
        ({"every": "10 minutes"}, KeepWarm("rate(10 minutes)")),
        ({"instances": 3}, KeepWarm("rate(4 minutes)", 3)),
        ({"every": "2 minutes", "instances": 50}, KeepWarm("rate(2 minutes)", 50)),
    ],
)
def test_keep_warm_is_a_schedule_and_a_number(
    tmp_path: Path, value: object, expected: KeepWarm | None
) -> None:
    assert load(write(tmp_path, {"live": APP | {"keep_warm": value}}), None).keep_warm == expected


def test_environment_values_are_not_in_a_stages_repr(tmp_path: Path) -> None:
    settings = APP | {"environment_variables": {"API_KEY": "hunter2"}}
    assert "hunter2" not in repr(load(write(tmp_path, {"live": settings}), None))


# Which stage


def test_the_only_stage_need_not_be_named(tmp_path: Path) -> None:
    assert load(write(tmp_path, {"live": APP}), None).name == "live"


def test_the_default_stage_is_taken_when_there_are_several(tmp_path: Path) -> None:
    file = write(tmp_path, {"default_stage": "dev", "live": APP, "dev": APP})
    assert load(file, None).name == "dev"


def test_without_a_default_one_of_several_must_be_named(tmp_path: Path) -> None:
    error = refused(tmp_path, {"live": APP, "dev": APP})
    assert isinstance(error, UsageError)
    assert "live, dev" in error.message


def test_an_unknown_stage_is_met_with_the_nearest_name(tmp_path: Path) -> None:
    error = refused(tmp_path, {"production": APP, "dev": APP}, "prodution")
    assert 'no stage "prodution"' in error.message
    assert error.hint == 'did you mean "production"?'


# Project


def test_pyprojects_name_is_the_projects(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "My_Shop.web"\n')
    assert load(write(tmp_path, {"live": APP}), None).project == "my-shop-web"


def test_a_project_set_by_hand_wins(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n')
    assert load(write(tmp_path, {"live": APP | {"project": "shop"}}), None).project == "shop"


def test_a_name_that_cannot_be_a_project_is_refused(tmp_path: Path) -> None:
    assert '"project"' in refused(tmp_path, {"live": {"app": "_:app"}}).hint


def test_a_broken_pyproject_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project")
    assert "pyproject.toml cannot be read" in refused(tmp_path, {"live": APP}).message


# extends


def test_a_stage_extends_another_and_merges_objects_deeply(tmp_path: Path) -> None:
    live = APP | {"memory_size": 1024, "environment_variables": {"A1": "a", "B1": "b"}}
    dev = {"extends": "live", "memory_size": 256, "environment_variables": {"B1": "c"}}

    stage = load(write(tmp_path, {"live": live, "dev": dev}), "dev")

    assert stage.app == "shop.main:app"
    assert stage.memory_size == 256
    assert stage.environment_variables == {"A1": "a", "B1": "c"}


def test_extends_goes_through_several_stages(tmp_path: Path) -> None:
    stages = {
        "base": {"memory_size": 1024, "timeout_seconds": 5},
        "live": APP | {"extends": "base", "timeout_seconds": 6},
        "dev": {"extends": "live"},
    }
    stage = load(write(tmp_path, stages), "dev")
    assert (stage.memory_size, stage.timeout_seconds) == (1024, 6)


def test_extending_what_is_not_there_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, {"live": APP, "dev": {"extends": "life"}}, "dev")
    assert "dev.extends" in error.message
    assert error.hint == 'did you mean "live"?'


def test_a_circle_of_extends_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, {"a": {"extends": "b"}, "b": {"extends": "a"}}, "a")
    assert "a -> b -> a" in error.message


def test_all_stages_are_loaded_but_for_those_only_there_to_be_extended(tmp_path: Path) -> None:
    stages = {"base": {"memory_size": 1024}, "live": APP | {"extends": "base"}, "dev": APP}
    assert [stage.name for stage in load_all(write(tmp_path, stages))] == ["live", "dev"]


def test_a_lone_stage_without_an_application_is_refused_among_all(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="dev names no application"):
        load_all(write(tmp_path, {"live": APP, "dev": {}}))


# The application


def test_a_stage_without_an_application_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, {"live": {"memory_size": 512}})
    assert "live names no application" in error.message
    assert '"app"' in error.hint


def test_two_applications_are_refused(tmp_path: Path) -> None:
    both = APP | {"django_settings": "shop.settings"}
    assert "both" in refused(tmp_path, {"live": both}).message


# The file


def test_the_nearest_file_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"live": APP})
    below = tmp_path / "shop" / "static"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert load(None, None).root == tmp_path


def test_no_file_at_all_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="there is no lift_settings") as caught:
        load(None, None)
    assert "create one" in caught.value.hint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"other\.json cannot be read: No such file"):
        load(tmp_path / "other.json", None)


def test_broken_json_is_refused_with_its_place(tmp_path: Path) -> None:
    error = refused(tmp_path, '{\n  "live": {"app": "a:b",}\n}')
    assert "lift_settings.json:2:" in error.message


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, '{"live": {"app": "a:b", "app": "a:c"}}')
    assert 'the key "app" stands twice' in error.message


def test_a_list_is_no_settings_file(tmp_path: Path) -> None:
    assert "an object of stages is expected" in refused(tmp_path, "[]").message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "lift_settings.json").write_bytes(b'{"a\xff": 1}')
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(tmp_path / "lift_settings.json", None)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "lift_settings.json").write_bytes(
        b"\xef\xbb\xbf" + json.dumps({"live": APP}).encode()
    )
    assert load(tmp_path / "lift_settings.json", None).name == "live"


def test_an_empty_object_is_refused(tmp_path: Path) -> None:
    assert "there is no stage in it" in refused(tmp_path, {}).message
