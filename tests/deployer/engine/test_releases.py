"""``lift releases`` on an emulated AWS."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.engine.releases import Releases, releases
from lift.deployer.engine.rollback import rollback
from lift.deployer.errors import AwsError, ReleaseFailed

from ...aws_rules import Answer
from ..bench import FUNCTION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def listed(stage: Bench) -> Releases:
    stage.rules.calls.clear()
    found = releases(stage.connect())
    assert stage.rules.writes == []
    return found


def changed(stage: Bench) -> list[str]:
    return [row[-1] for row in listed(stage).rows()]


def test_they_are_listed_newest_first_with_what_each_changed(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.deploy()
    stage.dependencies = "flask"
    stage.deploy(
        memory_size=1024,
        timeout_seconds=60,
        environment_variables={"DATABASE_URL": "postgres://other", "DEBUG": "1"},
    )
    assert [each.version.number for each in listed(stage).releases] == ["3", "2", "1"]
    assert changed(stage) == [
        "; ".join(
            [
                "memory_size 512 -> 1024",
                "timeout_seconds 30 -> 60",
                "dependencies changed",
                "environment: DEBUG added, DATABASE_URL changed",
            ]
        ),
        "code changed",
        "nothing before it to compare with",
    ]


def test_the_document_tells_the_same_and_shows_no_secret(stage: Bench) -> None:
    stage.commit = "7e61798672fca5b924c114b18a75fd11300fe356-dirty"
    stage.deploy()
    stage.deploy(environment_variables={"DATABASE_URL": "postgres://other"})
    document = listed(stage).document()
    assert "postgres" not in json.dumps(document)
    newest, oldest = listed(stage).releases
    assert newest.version.record is not None
    assert document == {
        "stage": "production",
        "function": FUNCTION,
        "live": "2",
        "releases": [
            {
                "version": "2",
                "state": "live",
                "commit": "7e61798672fca5b924c114b18a75fd11300fe356-dirty",
                "by": "user/moto",
                "at": newest.version.record.at,
                "before": "1",
                "changes": [
                    {
                        "field": "environment",
                        "added": (),
                        "changed": ("DATABASE_URL",),
                        "removed": (),
                    }
                ],
            },
            oldest.document(),
        ],
    }
    assert (oldest.document()["before"], oldest.document()["changes"]) == (None, [])


def test_a_row_is_short(stage: Bench) -> None:
    stage.commit = "7e61798672fca5b924c114b18a75fd11300fe356-dirty"
    stage.deploy()
    ((number, state, when, commit, by, _),) = listed(stage).rows()
    assert (number, state, commit, by) == ("1", "live", "7e61798672-dirty", "moto")
    assert len(when) == len("2026-11-21 09:30")


def test_what_did_not_pass_and_what_was_rolled_back_from_are_marked(tmp_path: Path) -> None:
    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled" if version == "2" else None)

    with bench(tmp_path, function, api="none") as stage:
        stage.deploy()
        stage.code = "v2"
        with pytest.raises(ReleaseFailed):
            stage.deploy()
        stage.code = "v3"
        stage.deploy()
        rollback(stage.connect(), None, stage.ui, yes=True)
        found = listed(stage)
        assert [each.state for each in found.releases] == ["rolled back", "did not pass", "live"]
        assert [each.before for each in found.releases] == ["1", "1", None]
        assert [row[1] for row in found.rows()] == ["rolled back", "did not pass", "live"]


def test_a_first_release_that_failed_is_listed_and_none_is_live(tmp_path: Path) -> None:
    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled")

    with bench(tmp_path, function, api="none") as stage:
        with pytest.raises(ReleaseFailed):
            stage.deploy()
        assert (listed(stage).live, listed(stage).releases[0].state) == (None, "did not pass")


def test_a_version_that_somebody_published_by_hand_is_named(stage: Bench) -> None:
    stage.deploy()
    client = stage.client("lambda")
    client.update_function_configuration(FunctionName=FUNCTION, MemorySize=256)
    client.publish_version(FunctionName=FUNCTION)
    newest = listed(stage).releases[0]
    assert newest.row() == ("2", "did not pass", "", "", "not by lift", "memory_size 512 -> 256")
    assert (newest.document()["commit"], newest.document()["at"]) == (None, None)


def test_a_stage_that_is_not_deployed_says_so(stage: Bench) -> None:
    with pytest.raises(AwsError, match="stage 'production' has not been deployed") as caught:
        releases(stage.connect())
    assert caught.value.hint == "run `lift deploy production`"


def test_a_function_of_somebody_else_is_not_listed(stage: Bench) -> None:
    stage.deploy()
    arn = stage.configuration("$LATEST")["FunctionArn"]
    stage.client("lambda").untag_resource(Resource=arn, TagKeys=["lift:stage"])
    with pytest.raises(AwsError, match="has not been deployed"):
        releases(stage.connect())
