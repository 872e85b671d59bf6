"""Execution environments of the live version that stand ready, and what changes their number."""

from dataclasses import dataclass, field
from typing import ClassVar

from .base import FREE, Resource

TAG = "lift:provisioned-concurrency"
"""On the function, since AWS does not tell who allocated: without it somebody else did, and without
the setting it is left to them."""

READY, MISSING, FAILED = "ready", "missing", "failed"


@dataclass(frozen=True)
class Action:
    """A scheduled action: by the ``cron`` expression in ``timezone`` there are ``executions``."""

    cron: str
    timezone: str
    executions: int

    @property
    def name(self) -> str:
        """What AWS calls it; no two of a timetable have the same."""
        minute, hour = self.cron.removeprefix("cron(").split()[:2]
        return f"lift-{int(hour):02}{int(minute):02}-{self.executions}"

    def __str__(self) -> str:
        return f"{self.executions} by {self.cron} {self.timezone}"


@dataclass(frozen=True)
class Scaling:
    """What Application Auto Scaling does: between the bounds for ``utilization``, or by the clock.

    Bounds are None where the actions set them.
    """

    minimum: int | None = field(metadata=FREE, default=None)
    maximum: int | None = field(metadata=FREE, default=None)
    utilization: float | None = None
    schedule: tuple[Action, ...] = ()


@dataclass(frozen=True)
class ProvisionedConcurrency(Resource):
    """``executions`` are None where AWS chooses their number by what is in use.

    ``other_versions`` hold some too and should not: a run that was cut short has left it there.
    ``marked``: with our tag.
    """

    function: str
    executions: int | None = field(metadata=FREE)
    scaling: Scaling | None = None
    state: str = READY
    other_versions: tuple[str, ...] = ()
    marked: bool = field(metadata={"absent": "somebody else allocated it"}, default=True)

    removable: ClassVar[bool] = True
    on_function: ClassVar[bool] = True

    @property
    def most(self) -> int:
        """How many there may come to be at once."""
        bounds = self.scaling or Scaling()
        numbers = (self.executions, bounds.maximum, *(each.executions for each in bounds.schedule))
        return max(number or 0 for number in numbers)

    @property
    def key(self) -> str:
        return "provisioned-concurrency"

    @property
    def title(self) -> str:
        return f"provisioned concurrency of {self.function}"

    @property
    def after(self) -> tuple[str, ...]:
        # The release gives the new version its own before the switch; a part of what is reserved.
        return ("release", "concurrency")
