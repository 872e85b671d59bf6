"""A release says of itself which one it is, in the variable LIFT_RELEASE."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..bench import FUNCTION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        made.deploy()
        yield made


def label(stage: Bench, qualifier: str) -> str:
    return str(stage.configuration(qualifier)["Environment"]["Variables"]["LIFT_RELEASE"])


def test_another_commit_of_the_same_code_is_no_release(stage: Bench) -> None:
    stage.commit = "badcafe"
    assert stage.deploy().changed == ()
    assert stage.rules.writes == []
    assert label(stage, "$LATEST").startswith("commit=c0ffee ")


def test_new_code_comes_with_its_commit(stage: Bench) -> None:
    stage.code, stage.commit = "v2", "badcafe"
    stage.deploy()
    assert stage.rules.writes == [
        "UpdateFunctionCode",
        "UpdateFunctionConfiguration",
        "PublishVersion",
        "UpdateAlias",
    ]
    assert label(stage, "1").startswith("commit=c0ffee ")
    assert label(stage, "2").startswith("commit=badcafe ")
    assert stage.deploy().changed == ()


def test_new_dependencies_are_told(stage: Bench) -> None:
    stage.dependencies = "django 6"
    stage.deploy()
    layer = stage.built[-1].layer
    assert layer
    assert label(stage, "2") == f"commit=c0ffee deps={layer.digest[:20]}"


def test_what_an_interrupted_deploy_wrote_is_put_right_before_the_version_is_made(
    stage: Bench,
) -> None:
    stage.code, stage.commit = "v2", "badcafe"
    stage.rules.fail("PublishVersion", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        stage.deploy()
    stage.commit = "facade"
    stage.deploy()
    assert stage.rules.writes == ["UpdateFunctionConfiguration", "PublishVersion", "UpdateAlias"]
    assert label(stage, "2").startswith("commit=facade ")
    assert stage.configuration("2")["Description"].startswith("lift commit=facade ")


def test_it_is_no_drift_when_it_is_missing(stage: Bench) -> None:
    variables = stage.configuration("$LATEST")["Environment"]["Variables"]
    del variables["LIFT_RELEASE"]
    stage.client("lambda").update_function_configuration(
        FunctionName=FUNCTION, Environment={"Variables": variables}
    )
    assert stage.deploy().changed == ()
    assert "LIFT_RELEASE" not in str(stage.ui.said)
