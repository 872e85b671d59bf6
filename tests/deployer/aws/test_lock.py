"""The lock in the parameter store, and the engine's commands with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.aws.lock import Parameters, lock
from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, Locked
from lift.deployer.lock import Turn

from ...aws_rules import refusal
from ..bench import FUNCTION, Bench, bench
from ..lock.store import holder

PATH = "/lift/shop/production/lock"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def names(stage: Bench) -> list[str]:
    found = stage.client("ssm").get_parameters_by_path(Path=PATH)["Parameters"]
    return [parameter["Name"] for parameter in found]


def locked_calls(stage: Bench) -> list[str]:
    return [call.operation for call in stage.rules.calls if call.service == "ssm" and call.writes]


def test_generations_are_parameters_that_carry_our_tags(stage: Bench) -> None:
    store = Parameters(stage.connect())
    assert store.read() == ()
    assert store.create(1, holder())
    assert not store.create(1, holder("user/bob"))
    (found,) = store.read()
    assert (found.number, found.holder, found.free, found.revision) == (1, holder(), False, 1)
    assert 0 <= found.age + 1 <= 5  # AWS's date has no fractions
    tags = stage.client("ssm").list_tags_for_resource(
        ResourceType="Parameter", ResourceId=f"{PATH}/1"
    )["TagList"]
    assert {"Key": "lift:stage", "Value": "production"} in tags
    store.write(1, holder(), free=True)
    assert [(each.free, each.revision) for each in store.read()] == [(True, 2)]
    store.delete(1)
    store.delete(1)
    assert store.read() == ()


def test_there_may_be_more_than_a_page_of_them(stage: Bench) -> None:
    store = Parameters(stage.connect())
    for number in range(1, 13):
        store.create(number, holder())
    assert [each.number for each in store.read()] == list(range(1, 13))


def test_what_is_not_ours_in_that_path_is_left_alone(stage: Bench) -> None:
    stage.connect().ssm.put_parameter(Name=f"{PATH}/note", Value="x", Type="String")
    assert Parameters(stage.connect()).read() == ()


def test_a_deploy_leaves_one_free_generation(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.update()
    assert names(stage) == [f"{PATH}/2"]
    assert [each.free for each in Parameters(stage.connect()).read()] == [True]


def test_what_changes_nothing_takes_no_lock(stage: Bench) -> None:
    stage.deploy()
    stage.deploy()
    assert locked_calls(stage) == []
    rollback(stage.connect(), "1", stage.ui)
    assert locked_calls(stage) == []


def test_an_undeploy_leaves_no_lock(stage: Bench) -> None:
    stage.deploy()
    undeploy(stage.connect(), stage.ui, yes=True)
    assert names(stage) == []


def test_an_undeploy_that_was_cut_off_at_the_very_end_is_finished(stage: Bench) -> None:
    stage.deploy()
    stage.rules.fail("DeleteParameter", refusal("InternalServerError", "", "DeleteParameter"))
    with pytest.raises(AwsError, match="delete the stage's lock"):
        undeploy(stage.connect(), stage.ui, yes=True)
    assert names(stage) != []
    undeploy(stage.connect(), stage.ui, yes=True)
    assert names(stage) == []


def test_while_somebody_deploys_every_command_stops_or_waits(stage: Bench) -> None:
    stage.deploy()
    aws = stage.connect()

    def meanwhile(turn: Turn) -> None:
        with turn.held():
            for command in (undeploy, lambda *a, **k: rollback(a[0], None, a[1], **k)):
                with pytest.raises(Locked, match="runs `lift deploy production` of commit abc"):
                    command(aws, stage.ui, yes=True, wait=False)

    lock(aws, "lift deploy production", commit="abc").in_turn(meanwhile)
    assert stage.live() == "1"


@pytest.mark.parametrize("operation", ["GetParametersByPath", "PutParameter"])
def test_without_the_right_to_lock_nothing_is_deployed(stage: Bench, operation: str) -> None:
    denied = f"User: arn:x is not authorized to perform: ssm:{operation}"
    stage.rules.fail(operation, refusal("AccessDeniedException", denied, operation))
    with pytest.raises(AwsError, match=f"access denied.*ssm:{operation}"):
        stage.deploy()
    assert stage.rules.writes == []


def test_who_lost_the_lock_sends_no_further_write(stage: Bench) -> None:
    stage.deploy()
    aws = stage.connect()

    def sleeper(turn: Turn) -> None:
        with turn.held():
            stage.rules.clock.time += 100
            aws.lambda_.get_function(FunctionName=FUNCTION)  # reading is no harm
            aws.lambda_.update_function_configuration(FunctionName=FUNCTION, MemorySize=1024)

    with pytest.raises(Locked, match="was not renewed for 100 s"):
        lock(aws, "lift deploy production").in_turn(sleeper)
    assert stage.configuration("$LATEST")["MemorySize"] == 512
