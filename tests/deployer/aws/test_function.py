"""Invoking, waiting, and what happens when an answer is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.aws.function import invoke
from lift.deployer.errors import AwsError

from ...aws_rules import Answer, refusal
from ..bench import FUNCTION, Bench, bench


def function(name: str, version: str, payload: object) -> Answer:
    if payload == {"break": True}:
        return Answer({"errorMessage": "broken"}, "Unhandled", "[ERROR] broken\n")
    return Answer({"echo": payload})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, function) as made:
        made.deploy()
        yield made


def test_an_answer_is_read_from_json(stage: Bench) -> None:
    answer = invoke(stage.connect(), FUNCTION, "live", {"a": 1})
    assert (answer.payload, answer.error) == ({"echo": {"a": 1}}, None)


def test_a_failure_comes_with_the_log(stage: Bench) -> None:
    answer = invoke(stage.connect(), FUNCTION, "live", {"break": True})
    assert answer.error == "Unhandled"
    assert answer.log == "[ERROR] broken\n"


def test_an_idle_version_is_woken(stage: Bench) -> None:
    idle = refusal("ResourceNotReadyException", "idle", "Invoke", 502)
    stage.rules.fail("Invoke", idle, times=5)
    assert invoke(stage.connect(), FUNCTION, "live", 1).payload == {"echo": 1}


def test_an_invocation_that_may_have_run_is_not_repeated(stage: Bench) -> None:
    stage.rules.calls.clear()
    stage.rules.fail("Invoke", refusal("ServiceException", "ill", "Invoke", 500))
    with pytest.raises(AwsError, match=f"invoke {FUNCTION}:live: ServiceException, ill"):
        invoke(stage.connect(), FUNCTION, "live", 1)
    assert len(stage.rules.called("Invoke")) == 1


@pytest.mark.parametrize(
    "operation", ["UpdateFunctionCode", "UpdateFunctionConfiguration", "UpdateAlias"]
)
def test_a_change_whose_answer_was_lost_is_no_conflict_with_oneself(
    stage: Bench, operation: str
) -> None:
    """The SDK repeats the call by itself and is refused, because its own first try changed it."""
    stale = refusal("PreconditionFailedException", "stale", operation, 412)
    stage.rules.fail(operation, stale, after=True)
    stage.code, stage.dependencies = "v2", "django 6"
    assert stage.deploy().version == "2"
    assert stage.live() == "2"
    assert stage.deploy().changed == ()


def test_a_failed_change_is_an_error_with_awss_reason(stage: Bench) -> None:
    stage.rules.breaks = "Subnet is out of addresses."
    stage.code = "v2"
    with pytest.raises(AwsError, match=r"could not set up .*: Subnet is out of addresses$"):
        stage.deploy()
    assert stage.live() == "1"
    stage.rules.breaks = ""
    stage.code = "v3"
    assert stage.deploy().version == "2"
