"""``lift deploy`` and ``lift update`` on an emulated AWS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .bench import FUNCTION, REGION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_a_first_deploy_makes_everything(stage: Bench) -> None:
    done = stage.deploy()
    assert (done.function, done.version) == (FUNCTION, "1")
    assert done.url is not None
    assert done.url.endswith(f".execute-api.{REGION}.amazonaws.com")
    assert stage.live() == "1"


def test_deploying_again_changes_nothing_and_writes_nothing(stage: Bench) -> None:
    first = stage.deploy()
    again = stage.deploy()
    assert stage.rules.writes == []
    assert again.changed == ()
    assert (again.version, again.url) == (first.version, first.url)
    assert ("step", "nothing to change") in stage.ui.said
