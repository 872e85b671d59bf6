"""``lift plan`` on an emulated AWS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.settings.keep_warm import KeepWarm

from ..bench import Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_it_writes_nothing(stage: Bench) -> None:
    found = stage.preview(keep_warm=KeepWarm("rate(4 minutes)"))
    assert {step.action for step in found.plan.steps} == {"create"}
    assert stage.rules.writes == []
    stage.deploy()
    stage.code = "v2"
    found = stage.preview(memory_size=1024, keep_warm=None, api="url")
    assert {step.action for step in found.plan.work} == {"create", "update", "delete"}
    assert stage.rules.writes == []
    assert stage.rules.called("Invoke") == []


def test_the_document_says_where_what_and_why(stage: Bench) -> None:
    stage.deploy()
    document = stage.preview(memory_size=1024, environment_variables={"SECRET": "hush"}).document()
    assert document["stage"] == "production"
    assert (document["account"], document["region"]) == ("123456789012", "eu-west-1")
    steps = document["steps"]
    assert isinstance(steps, list)
    assert [step["action"] for step in steps].count("keep") == len(steps) - 1
    (update,) = [step for step in steps if step["action"] == "update"]
    assert update["resource"] == "release of shop-production"
    assert (
        update["reason"]
        == "memory_size 512 -> 1024; environment: SECRET added, DATABASE_URL removed"
    )
    assert update["changes"][:2] == [
        {"field": "live.memory_size", "old": 512, "new": 1024},
        {
            "field": "live.environment",
            "added": ("SECRET",),
            "changed": (),
            "removed": ("DATABASE_URL",),
        },
    ]
    assert "hush" not in str(document)


def test_what_an_update_would_do_is_less(stage: Bench) -> None:
    stage.deploy()
    found = stage.preview("update", memory_size=1024, log_retention_days=7)
    assert [step.resource.key for step in found.plan.work] == ["release"]
