"""``lift status`` on an emulated AWS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.engine.status import status
from lift.deployer.errors import ReleaseFailed
from lift.deployer.settings.keep_warm import KeepWarm

from ...aws_rules import Answer
from ..bench import ACCOUNT, FUNCTION, REGION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def test_it_tells_version_address_and_origin(stage: Bench) -> None:
    deployed = stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 6))
    found = status(stage.connect())
    assert found.document() == {
        "stage": "production",
        "function": FUNCTION,
        "version": "1",
        "url": deployed.url,
        "state": "live",
        "account": ACCOUNT,
        "region": REGION,
        "commit": "c0ffee",
        "by": "user/moto",
        "at": found.at,
        "runtime": "python3.13",
        "memory_size": 512,
        "further_urls": [],
        "former_urls": [],
        "earlier": [],
        "keep_warm": "rate(4 minutes)",
        "provisioned_concurrency": None,
        "kept_warm": 6,
        "foreign": [],
    }


def test_it_writes_nothing_and_shows_no_secret(stage: Bench) -> None:
    stage.deploy()
    stage.rules.calls.clear()
    found = status(stage.connect())
    assert stage.rules.writes == []
    assert "postgres" not in str(found)


def test_earlier_versions_are_named(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.deploy()
    assert status(stage.connect()).earlier == ("1",)


def test_a_stage_that_is_not_deployed_has_a_state(stage: Bench) -> None:
    found = status(stage.connect())
    assert (found.state, found.version, found.url) == ("not deployed", None, None)


def test_a_first_release_that_failed_is_not_live(tmp_path: Path) -> None:
    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled")

    with bench(tmp_path, function) as stage:
        with pytest.raises(ReleaseFailed):
            stage.deploy()
        assert status(stage.connect()).state == "no release yet"


def test_the_rows_leave_out_what_there_is_not(stage: Bench) -> None:
    stage.deploy(api="none")
    names = [name for name, _ in status(stage.connect()).rows()]
    assert "url" not in names
    assert not {"keep warm", "kept warm"} & {*names}
    assert "memory size" in names
