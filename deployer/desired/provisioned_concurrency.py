"""The execution environments that stand ready, as Application Auto Scaling is told about them."""

from collections.abc import Iterator
from datetime import datetime

from ..resources.provisioned_concurrency import Action, ProvisionedConcurrency, Scaling
from ..resources.target import Target
from ..settings.provisioned_concurrency import DAYS, ByClock, ByUse, Fixed
from .origin import Origin


def provisioned_concurrency(target: Target, origin: Origin) -> ProvisionedConcurrency | None:
    """What the settings want at the time of ``origin``."""
    function = target.names.function
    match target.stage.provisioned_concurrency:
        case Fixed(executions):
            return ProvisionedConcurrency(function, executions)
        case ByUse(minimum, maximum, utilization):
            return ProvisionedConcurrency(function, None, Scaling(minimum, maximum, utilization))
        case ByClock() as table:
            now = table.at(datetime.fromisoformat(origin.at))
            return ProvisionedConcurrency(function, now, Scaling(schedule=_actions(table)))
        case None:
            return None


def _actions(table: ByClock) -> tuple[Action, ...]:
    """In the order in which they are found."""
    return tuple(sorted(_turns(table), key=str))


def _turns(table: ByClock) -> Iterator[Action]:
    for turn in table.turns:
        hour, minute = divmod(turn.minute, 60)
        days = ",".join(DAYS[day].upper() for day in turn.days)
        cron = f"cron({minute} {hour} ? * {days} *)"
        yield Action(cron, table.timezone, turn.executions)
