"""``keep_releases`` on an emulated AWS: what goes after the switch, and what never does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.errors import ReleaseFailed

from ..aws_rules import Answer, refusal
from .bench import FUNCTION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def release(stage: Bench, *codes: str, **settings: Any) -> None:
    for code in codes:
        stage.code = stage.dependencies = code
        stage.deploy(**settings)


def versions(stage: Bench) -> list[str]:
    found = stage.client("lambda").list_versions_by_function(FunctionName=FUNCTION)["Versions"]
    return [each["Version"] for each in found if each["Version"] != "$LATEST"]


def layers(stage: Bench) -> list[int]:
    found = stage.client("lambda").list_layer_versions(LayerName=FUNCTION)["LayerVersions"]
    return sorted(each["Version"] for each in found)


def test_versions_and_their_layers_go_after_the_switch(stage: Bench) -> None:
    release(stage, *"abcd", keep_releases=3)
    assert (versions(stage), layers(stage)) == (["2", "3", "4"], [2, 3, 4])
    writes = stage.rules.writes
    switch = writes.index("UpdateAlias")
    assert [name for name in writes if name.startswith("Delete")] == writes[switch + 1 :]
    assert writes[switch + 1 :] == ["DeleteFunction", "DeleteLayerVersion"]


def test_then_there_is_nothing_more_to_do(stage: Bench) -> None:
    release(stage, *"abcd", keep_releases=2)
    assert stage.deploy().changed == ()
    assert stage.rules.writes == []


def test_fewer_than_before_need_no_new_release(stage: Bench) -> None:
    release(stage, *"abcd")
    assert stage.update(keep_releases=2).changed == (
        f"delete version 1 of {FUNCTION}",
        f"delete version 2 of {FUNCTION}",
        f"delete layer {FUNCTION}:1",
        f"delete layer {FUNCTION}:2",
    )
    assert stage.live() == "4"


def test_numbers_go_on_after_versions_went(stage: Bench) -> None:
    release(stage, *"abcdef", keep_releases=1)
    assert (stage.live(), versions(stage)) == ("6", ["5", "6"])
    assert rollback(stage.connect(), None, stage.ui, yes=True).version == "5"


def test_a_release_that_fails_takes_nothing_away(tmp_path: Path) -> None:
    def function(name: str, version: str, payload: object) -> Answer:
        return Answer(None, "Unhandled" if version in "45" else None)

    with bench(tmp_path, function, api="none") as stage:
        release(stage, *"abc", keep_releases=3)
        for code in "de":
            with pytest.raises(ReleaseFailed):
                release(stage, code)
        assert versions(stage) == ["1", "2", "3", "4", "5"]
        release(stage, "f")
        assert versions(stage) == ["3", "4", "5", "6"]


def test_a_layer_that_a_kept_version_uses_stays(stage: Bench) -> None:
    release(stage, "a")
    for code in "bcd":
        stage.code = code
        stage.deploy(keep_releases=2)
    assert (versions(stage), layers(stage)) == (["3", "4"], [1])


def test_what_another_alias_points_to_stays(stage: Bench) -> None:
    release(stage, *"abc")
    stage.client("lambda").create_alias(
        FunctionName=FUNCTION,
        Name="preview",
        FunctionVersion="2",
        RoutingConfig={"AdditionalVersionWeights": {"1": 0.1}},
    )
    release(stage, *"de", keep_releases=1)
    assert versions(stage) == ["1", "2", "4", "5"]
    assert stage.deploy().changed == ()


@pytest.mark.parametrize(
    "error",
    [
        refusal("ResourceConflictException", "an alias references it", "DeleteFunction", 409),
        refusal("AccessDeniedException", "not you", "DeleteFunction", 403),
    ],
    ids=["conflict", "denied"],
)
def test_what_cannot_be_deleted_does_not_fail_what_is_live(stage: Bench, error: Exception) -> None:
    release(stage, *"ab")
    stage.rules.fail("DeleteFunction", error)
    stage.code = "c"
    done = stage.deploy(keep_releases=1)
    assert (done.version, stage.live()) == ("3", "3")
    assert not any(words.startswith("delete version") for words in done.changed)
    (warning,) = [text for kind, text in stage.ui.said if kind == "warn"]
    assert warning.startswith(f"delete version 1 of {FUNCTION}: ")
    assert warning.endswith("; the next deployment tries again")
    assert stage.deploy().changed == (f"delete version 1 of {FUNCTION}",)
