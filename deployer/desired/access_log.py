"""The log group that the front door writes its own log to."""

from ..resources.base import Resource
from ..resources.log_group import LogGroup
from ..resources.target import Target


def access_log(target: Target) -> list[Resource]:
    """None without ``access_logs``."""
    logs = target.stage.access_logs
    if logs is None:
        return []
    return [LogGroup(target.names.access_log, logs.retention_days, target.tags, of="access")]
