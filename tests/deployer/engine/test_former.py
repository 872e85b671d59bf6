"""Stages that are on AWS and not in the settings any more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.engine import former
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import UsageError
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

from ..bench import REGION, Bench, bench

PLACE = Stage("", Path(), "shop", Path("lift_settings.json"), aws_region=REGION)
LIVE = replace(PLACE, name="live")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        for name in ("dev", "live"):
            made.deploy(name=name)
        yield made


def found(project: str, name: str | None = None, *stages: Stage) -> list[tuple[str, str]]:
    bare = replace(PLACE, project=project)
    return [(s.project, s.name) for s in former.find(name, bare, stages, Recorder())]


def test_all_of_a_project_that_the_settings_do_not_have(stage: Bench) -> None:
    assert found("shop") == [("shop", "dev"), ("shop", "live")]
    assert found("shop", None, LIVE) == [("shop", "dev")]


def test_one_that_is_named(stage: Bench) -> None:
    assert found("shop", "live") == [("shop", "live")]


def test_one_that_the_settings_have_is_theirs(stage: Bench) -> None:
    mine = replace(LIVE, protected=True)
    assert former.find("live", PLACE, [mine], Recorder()) == [mine]


def test_it_is_taken_down_by_its_names_and_tags(stage: Bench) -> None:
    (dev,) = former.find("dev", PLACE, [], stage.ui)
    stage.stage = dev
    undeploy(stage.connect(), stage.ui, yes=True)
    assert found("shop") == [("shop", "live")]


def test_a_role_alone_is_found_by_its_name(stage: Bench) -> None:
    stage.stage = replace(LIVE, name="dev")
    undeploy(stage.connect(), stage.ui, yes=True)
    tags = [{"Key": "lift:project", "Value": "shop"}, {"Key": "lift:stage", "Value": "dev"}]
    role = f"shop-dev-{REGION}"
    stage.client("iam").create_role(RoleName=role, AssumeRolePolicyDocument="{}", Tags=tags)
    assert found("shop", "dev") == [("shop", "dev")]


@pytest.mark.parametrize(
    ("project", "name", "said", "hint"),
    [
        ("shpo", None, 'no project "shpo"', 'did you mean "shop"?'),
        ("shop", "life", 'no stage "life"', 'did you mean "live"?'),
        ("shpo", "live", 'no project "shpo"', 'did you mean "shop"?'),
    ],
)
def test_a_mistyped_name_is_met_with_the_nearest(
    stage: Bench, project: str, name: str | None, said: str, hint: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        found(project, name)
    assert caught.value.hint == hint


def test_where_there_is_nothing_one_may_look_elsewhere(tmp_path: Path) -> None:
    with bench(tmp_path), pytest.raises(UsageError) as caught:
        found("shop")
    assert "--region" in caught.value.hint


def test_stages_of_the_settings_are_not_taken_down_as_former_ones(stage: Bench) -> None:
    with pytest.raises(UsageError, match="in the settings: dev, live") as caught:
        found("shop", None, LIVE, replace(LIVE, name="dev"))
    assert "lift undeploy --all" in caught.value.hint
