"""The rules themselves: what AWS would refuse is refused."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..deployer.bench import FUNCTION, Bench, bench
from . import AwsRules
from .limits import ENVIRONMENT, UNZIPPED

ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def zipped(size: int = 1) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content", bytes(size))
    return buffer.getvalue()


def _each(add: Callable[[int], None], numbers: range) -> None:
    for number in numbers:
        add(number)


def create(stage: Bench, **parameters: Any) -> None:
    wanted: dict[str, Any] = {
        "FunctionName": "f",
        "Role": ROLE,
        "Handler": "h.h",
        "Runtime": "python3.13",
        "Code": {"ZipFile": zipped()},
        **parameters,
    }
    stage.connect().lambda_.create_function(**wanted)


@pytest.mark.parametrize(
    "parameters",
    [
        {"MemorySize": 10241},
        {"Timeout": 901},
        {"Runtime": "python3.9"},
        {"Description": "x" * 257},
        {"Environment": {"Variables": {"A": "x" * ENVIRONMENT}}},
        {"Code": {"ZipFile": zipped(UNZIPPED + 1)}},
    ],
    ids=lambda parameters: next(iter(parameters)),
)
def test_what_is_out_of_range_is_refused(stage: Bench, parameters: dict[str, Any]) -> None:
    with pytest.raises(ClientError):
        create(stage, **parameters)


def test_a_rule_has_five_targets(stage: Bench) -> None:
    events = stage.connect().events
    events.put_rule(Name="r", ScheduleExpression="rate(1 day)")
    arn = f"arn:aws:lambda:eu-west-1:123456789012:function:{FUNCTION}"
    for number in range(5):
        events.put_targets(Rule="r", Targets=[{"Id": str(number), "Arn": arn}])
    with pytest.raises(ClientError, match="LimitExceeded"):
        events.put_targets(Rule="r", Targets=[{"Id": "6", "Arn": arn}])


def test_a_policy_has_20_kb(stage: Bench) -> None:
    stage.deploy()
    client, arn = stage.connect().lambda_, "arn:aws:events:eu-west-1:123456789012:rule/" + "r" * 64

    def add(number: int) -> None:
        client.add_permission(
            FunctionName=FUNCTION,
            Qualifier="live",
            StatementId=f"statement-{number}",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            SourceArn=arn,
        )

    _each(add, range(40))
    with pytest.raises(ClientError, match="PolicyLengthExceeded"):
        _each(add, range(40, 80))


def test_reads_may_lag_behind_writes_and_a_deployment_does_not_mind(tmp_path: Path) -> None:
    with bench(tmp_path) as made:
        made.rules = AwsRules(made.rules.clock, lag=3)
        assert made.deploy().version == "1"
        iam = made.connect().iam
        with pytest.raises(ClientError, match="NoSuchEntity"):
            iam.get_role(RoleName="new")
        iam.create_role(RoleName="new", AssumeRolePolicyDocument="{}")
        with pytest.raises(ClientError, match="NoSuchEntity"):
            iam.get_role(RoleName="new")
        made.rules.clock.sleep(3)
        assert iam.get_role(RoleName="new")
