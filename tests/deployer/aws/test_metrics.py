"""CloudWatch's metrics of a function."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.aws.metrics import Counted, counted
from lift.deployer.errors import AwsError

from ...aws_rules import refusal
from ..bench import FUNCTION, Bench, bench

NOW = int(time.time() * 1000)
WEEK = 7 * 86_400_000
ALIAS = {"FunctionName": FUNCTION, "Resource": f"{FUNCTION}:live"}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def put(
    stage: Bench, service: str, metric: str, dimensions: dict[str, str], *values: float
) -> None:
    """One value an hour, the last one an hour ago."""
    stage.client("cloudwatch").put_metric_data(
        Namespace=f"AWS/{service}",
        MetricData=[
            {
                "MetricName": metric,
                "Dimensions": [{"Name": k, "Value": v} for k, v in dimensions.items()],
                "Timestamp": (NOW / 1000) - 3600 * (number + 1),
                "Value": value,
            }
            for number, value in enumerate(values)
        ],
    )


def test_requests_are_what_came_through_the_alias_without_the_pings(stage: Bench) -> None:
    put(stage, "Lambda", "Invocations", ALIAS, 100, 20)
    put(stage, "Lambda", "ConcurrentExecutions", {"FunctionName": FUNCTION}, 3, 7)
    put(stage, "Events", "Invocations", {"RuleName": "warm"}, 10, 5)
    put(stage, "Events", "Invocations", {"RuleName": "warm-2"}, 4)
    put(stage, "Events", "Invocations", {"RuleName": "theirs"}, 50)
    found = counted(stage.connect(), FUNCTION, ["warm", "warm-2"], NOW - WEEK, NOW)
    assert found == Counted(requests=101, pings=19, peak=7)


def test_where_cloudwatch_knows_nothing_nothing_is_known(stage: Bench) -> None:
    assert counted(stage.connect(), FUNCTION, ["warm"], NOW - WEEK, NOW) is None


def test_without_the_right_the_error_names_it(stage: Bench) -> None:
    said = "User: me is not authorized to perform: cloudwatch:GetMetricData on resource: *"
    stage.rules.fail("GetMetricData", refusal("AccessDenied", said, "GetMetricData"))
    with pytest.raises(AwsError, match="access denied, cloudwatch:GetMetricData"):
        counted(stage.connect(), FUNCTION, [], NOW - WEEK, NOW)
