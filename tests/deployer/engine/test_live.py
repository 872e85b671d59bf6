"""What is looked at while the settings name another ``"package"`` than AWS has."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.live import of_live
from lift.deployer.engine.releases import releases
from lift.deployer.engine.status import status
from lift.deployer.errors import ReleaseFailed

from ...aws_rules import Answer
from ..bench import FUNCTION, Bench, bench
from ..test_package import IMAGE, as_image


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def notes(stage: Bench) -> list[str]:
    return [text for kind, text in stage.ui.said if kind == "note" and "is live" in text]


def test_it_is_the_settings_own_once_that_is_live(stage: Bench) -> None:
    stage.deploy()
    aws = stage.connect()
    assert of_live(aws) is aws
    assert notes(stage) == []


def test_it_is_the_settings_own_where_there_is_none(stage: Bench) -> None:
    aws = stage.connect()
    assert of_live(aws) is aws


@pytest.mark.parametrize(("before", "after"), [("zip", "image"), ("image", "zip")])
def test_before_the_deployment_it_is_the_former_one(
    before: Any, after: Any, stage: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_LAMBDA_STUB_ECR", "false")
    stage.rebuild = lambda bundle: as_image(stage, bundle) if before == "image" else bundle
    stage.deploy(package=before)
    stage.stage = replace(stage.stage, package=after)
    former = of_live(stage.connect()).target.names
    name = IMAGE if before == "image" else FUNCTION
    assert (former.function, former.log_group) == (name, f"/aws/lambda/{name}")
    (note,) = notes(stage)
    assert f'{name} is live, whose "package" is "{before}"' in note
    assert f'`lift deploy production` makes it "{after}"' in note


def test_status_and_releases_show_it(stage: Bench) -> None:
    deployed = stage.deploy()
    stage.stage = replace(stage.stage, package="image")
    found = status(stage.connect())
    assert (found.function, found.version, found.state) == (FUNCTION, "1", "live")
    assert found.url == deployed.url
    assert releases(stage.connect()).function == FUNCTION


def test_a_new_one_that_did_not_pass_is_not_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_LAMBDA_STUB_ECR", "false")

    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled") if name == IMAGE else Answer({"statusCode": 200}, None)

    with bench(tmp_path, function) as stage:
        stage.deploy()
        stage.rebuild = lambda bundle: as_image(stage, bundle)
        with pytest.raises(ReleaseFailed):
            stage.deploy(package="image")
        assert of_live(stage.connect()).target.names.function == FUNCTION
