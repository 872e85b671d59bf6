"""Lambda: executions that are reserved for a function, and how many the account has left."""

from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..plan.actual import Found
from ..resources.concurrency import TAG, ReservedConcurrency
from ..resources.ref import Attributes
from . import account
from .absent import gone

if TYPE_CHECKING:
    from .function import Latest
    from .session import Aws

LEFT_TO_OTHERS = 100
"""Executions that must stay unreserved (AWS, "Configuring reserved concurrency")."""


def found(latest: "Latest", function: str, *, wanted: bool) -> Found | None:
    """What is reserved, if it is ours: lift did it, or the settings want it now."""
    marked = TAG in latest.tags
    if not marked and (latest.reserved is None or not wanted):
        return None
    return Found(ReservedConcurrency(function, latest.reserved, marked))


def check(aws: "Aws", wanted: int, now: int) -> None:
    """Raise ``SettingsError`` when the account has not ``wanted``; ``now`` are reserved already."""
    limits = account.limits(aws)
    if limits is None:
        return
    most = limits.unreserved + now - LEFT_TO_OTHERS
    if wanted > most:
        can = f"at most {most} can be" if most > 0 else "none can be"
        raise SettingsError(
            f"reserved_concurrency is {wanted}, and {can} in this account and region: "
            f"{limits.unreserved + now} are left, and AWS keeps {LEFT_TO_OTHERS} for the functions "
            "that have none",
            hint="take a smaller number, or ask AWS for more (Service Quotas, concurrent "
            "executions)",
        )


def put(aws: "Aws", reserved: ReservedConcurrency) -> Attributes:
    """The tag comes first: what is reserved without it would not be given back."""
    function = reserved.function
    tags = {TAG: str(reserved.executions)}
    aws.lambda_.tag_resource(Resource=aws.place.function(function), Tags=tags)
    if reserved.executions is None:
        raise AssertionError(f"{reserved.title} is deleted, not set to none")
    aws.lambda_.put_function_concurrency(
        FunctionName=function, ReservedConcurrentExecutions=reserved.executions
    )
    return {}


def delete(aws: "Aws", reserved: ReservedConcurrency) -> None:
    """The tag goes last: a run that is cut short has left it to the next one."""
    function = reserved.function
    gone(lambda: aws.lambda_.delete_function_concurrency(FunctionName=function))
    gone(lambda: aws.lambda_.untag_resource(Resource=aws.place.function(function), TagKeys=[TAG]))
