"""From which level on the function's log lines are kept, where they are JSON."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LogLevels:
    """``application`` is for what the code logs, ``system`` for Lambda's own lines.

    The defaults are AWS's: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    """

    application: str = "INFO"
    system: str = "INFO"


def log_levels(value: dict[str, str]) -> LogLevels:
    return LogLevels(**value)
