"""What is set aside for the function."""

from ..resources.base import Resource
from ..resources.concurrency import ReservedConcurrency
from ..resources.target import Target


def concurrency(target: Target) -> list[Resource]:
    executions = target.stage.reserved_concurrency
    return [] if executions is None else [ReservedConcurrency(target.names.function, executions)]
