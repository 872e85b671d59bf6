"""CloudWatch's metrics of a function: how much it was asked, how many ran at once. Reads only.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html; each read costs parts of
a cent ($0.01 for 1,000 metrics).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..resources.alias import LIVE
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef

    from .session import Aws

_HOUR = 3600  # seconds; CloudWatch keeps values by the hour for fifteen months


@dataclass(frozen=True)
class Counted:
    """``requests`` came through the alias, those of ``pings`` not counted; ``peak`` is the most
    environments at work at once, with pings and with calls past the alias."""

    requests: int
    pings: int
    peak: int


def counted(
    aws: "Aws", function: str, rules: Sequence[str], since: int, until: int
) -> Counted | None:
    """From ``since`` to ``until`` (ms since 1970); None while CloudWatch has nothing of it.

    ``rules`` are EventBridge's that ping the alias.
    """
    alias = {"FunctionName": function, "Resource": f"{function}:{LIVE}"}
    queries = [
        _query("invocations", "AWS/Lambda", "Invocations", alias, "Sum"),
        _query("peak", "AWS/Lambda", "ConcurrentExecutions", {"FunctionName": function}, "Maximum"),
        *(
            _query(f"pings{number}", "AWS/Events", "Invocations", {"RuleName": rule}, "Sum")
            for number, rule in enumerate(rules)
        ),
    ]
    found = _values(aws, queries, since, until)
    if not found.get("invocations"):
        return None
    pings = sum(sum(values) for name, values in found.items() if name.startswith("pings"))
    requests = max(sum(found["invocations"]) - pings, 0)
    return Counted(int(requests), int(pings), int(max(found.get("peak", []), default=0)))


def _values(
    aws: "Aws", queries: "list[MetricDataQueryTypeDef]", since: int, until: int
) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    with doing("read CloudWatch's metrics"):
        for page in aws.metrics.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries,
            StartTime=datetime.fromtimestamp(since / 1000, UTC),
            EndTime=datetime.fromtimestamp(until / 1000, UTC),
        ):
            for result in page["MetricDataResults"]:
                found.setdefault(result["Id"], []).extend(result["Values"])
    return found


def _query(
    name: str, namespace: str, metric: str, dimensions: dict[str, str], statistic: str
) -> "MetricDataQueryTypeDef":
    return {
        "Id": name,
        "MetricStat": {
            "Metric": {
                "Namespace": namespace,
                "MetricName": metric,
                "Dimensions": [
                    {"Name": name, "Value": value} for name, value in dimensions.items()
                ],
            },
            "Period": _HOUR,
            "Stat": statistic,
        },
    }
