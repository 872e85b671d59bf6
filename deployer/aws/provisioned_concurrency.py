"""Lambda: execution environments that stand ready for a version.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ..errors import SettingsError
from ..plan.actual import Found
from ..resources.provisioned_concurrency import (
    FAILED,
    MISSING,
    READY,
    TAG,
    ProvisionedConcurrency,
    Scaling,
)
from . import account, scaling
from .absent import found as read_found
from .absent import gone
from .concurrency import LEFT_TO_OTHERS
from .errors import code
from .wait import retrying, until

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import GetProvisionedConcurrencyConfigResponseTypeDef

    from .function import Latest
    from .session import Aws

T = TypeVar("T")

PATIENCE = 1200  # seconds: AWS starts up to 6,000 a minute, each with the application's own INIT


@dataclass(frozen=True)
class Allocation:
    """What was ``requested`` for a version, and what there is of it; ``reason`` why it failed."""

    requested: int
    allocated: int
    available: int
    status: str
    reason: str

    @property
    def failed(self) -> bool:
        return self.status == "FAILED"

    def __str__(self) -> str:
        why = f": {self.reason}" if self.reason else ""
        counts = f"{self.requested} requested, {self.allocated} allocated, {self.available}"
        return f"{counts} available ({self.status}{why})"


@dataclass(frozen=True)
class Held:
    """What each version has that stands ready, and what changes the number.

    Somebody else may have allocated some on an alias, which is then among the ``allocations``.
    """

    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    scalings: Mapping[str, Scaling] = field(default_factory=dict)

    @property
    def versions(self) -> set[str]:
        return {each for each in {*self.allocations, *self.scalings} if each.isdigit()}


def held(aws: "Aws", function: str) -> Held:
    return Held(_allocations(aws, function), scaling.scalings(aws, function))


def found(there: Held, latest: "Latest", live: str, *, wanted: bool) -> Found | None:
    """What version ``live`` has, if it is ours: lift did it, or the settings want it now."""
    marked, now = TAG in latest.tags, there.allocations.get(live)
    if not marked and (now is None or not wanted):
        return None
    scaled = there.scalings.get(live)
    state = FAILED if now and now.failed else READY
    if now is None and scaled and scaled.utilization is not None:
        state = MISSING
    others = sorted(there.versions - {live}, key=int)
    name = latest.configuration["FunctionName"]
    executions = now.requested if now else 0
    return Found(ProvisionedConcurrency(name, executions, scaled, state, tuple(others), marked))


def _allocations(aws: "Aws", function: str) -> dict[str, Allocation]:
    """All that the function has, by version or by the alias that somebody else allocated it on."""
    client = aws.lambda_
    pages = client.get_paginator("list_provisioned_concurrency_configs").paginate(
        FunctionName=function
    )
    return {
        item["FunctionArn"].rpartition(":")[2]: _allocation(item)
        for page in pages
        for item in page["ProvisionedConcurrencyConfigs"]
    }


def put(aws: "Aws", function: str, version: str, executions: int) -> None:
    _calm(
        aws,
        lambda: aws.lambda_.put_provisioned_concurrency_config(
            FunctionName=function, Qualifier=version, ProvisionedConcurrentExecutions=executions
        ),
    )


def settle(aws: "Aws", function: str, version: str) -> Allocation | None:
    """Wait until AWS has it or has given up; None when there is none."""

    def read() -> "GetProvisionedConcurrencyConfigResponseTypeDef | None":
        return read_found(
            lambda: aws.lambda_.get_provisioned_concurrency_config(
                FunctionName=function, Qualifier=version
            )
        )

    answer = until(
        read,
        lambda there: there is None or there["Status"] != "IN_PROGRESS",
        aws,
        what=f"the provisioned concurrency of version {version}",
        usually="one to three minutes",
        timeout=PATIENCE,
    )
    return _allocation(answer) if answer else None


def take_back(aws: "Aws", function: str, version: str) -> None:
    _calm(
        aws,
        lambda: gone(
            lambda: aws.lambda_.delete_provisioned_concurrency_config(
                FunctionName=function, Qualifier=version
            )
        ),
    )


def mark(aws: "Aws", function: str) -> None:
    """Comes first: what is allocated without it would not be given back."""
    aws.lambda_.tag_resource(Resource=aws.place.function(function), Tags={TAG: "allocated"})


def unmark(aws: "Aws", function: str) -> None:
    """Goes last: a run that is cut short has left it to the next one."""
    gone(lambda: aws.lambda_.untag_resource(Resource=aws.place.function(function), TagKeys=[TAG]))


def check(aws: "Aws", more: int, held: int) -> None:
    """Raise ``SettingsError`` when the account has not ``more`` beside the ``held``."""
    limits = account.limits(aws)
    if limits is None:
        return
    most = max(limits.unreserved - LEFT_TO_OTHERS, 0)
    if more > most:
        besides = f" beside the {held} of the version before, which keeps them until the switch"
        raise SettingsError(
            f"provisioned_concurrency takes {more}{besides if held else ''}, and {most} more can "
            f"be taken in this account and region: {limits.unreserved} are left, and AWS keeps "
            f"{LEFT_TO_OTHERS} for the functions that have none",
            hint="take a smaller number, or ask AWS for more (Service Quotas, concurrent "
            "executions)",
        )


def _allocation(answer: Mapping[str, object]) -> Allocation:
    def count(what: str) -> int:
        return int(str(answer.get(f"{what}ProvisionedConcurrentExecutions", 0)))

    return Allocation(
        count("Requested"),
        count("Allocated"),
        count("Available"),
        str(answer.get("Status", "")),
        str(answer.get("StatusReason") or "").rstrip("."),
    )


def _calm(aws: "Aws", change: Callable[[], T]) -> T:
    """``change``, once AWS is done with the one before."""
    return retrying(
        change,
        lambda error: code(error) == "ResourceConflictException",
        aws,
        what="a change of the provisioned concurrency to end",
        usually="a minute",
        timeout=PATIENCE,
    )
