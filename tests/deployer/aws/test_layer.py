"""Layers of others are looked at before anything is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.errors import SettingsError

from ..bench import Bench, archive, bench

THEIRS = "arn:aws:lambda:eu-west-1:123456789012:layer:fonts"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        made.client("lambda").publish_layer_version(
            LayerName="fonts",
            Content={"ZipFile": archive(tmp_path, "theirs", "").path.read_bytes()},
            CompatibleRuntimes=["python3.11"],
        )
        yield made


def test_one_that_is_not_there_is_named_before_anything_is_written(stage: Bench) -> None:
    with pytest.raises(SettingsError, match=f"there is no {THEIRS}:2"):
        stage.deploy(layers=(f"{THEIRS}:2",))
    assert stage.rules.writes == []


def test_one_for_another_runtime_gets_a_word_in_the_plan(stage: Bench) -> None:
    assert stage.preview(layers=(f"{THEIRS}:1",)).plan.notes == (
        f"layer {THEIRS}:1 says that it is for python3.11, not for python3.13",
    )
    assert stage.preview(runtime="python3.11").plan.notes == ()
