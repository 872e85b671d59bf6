"""Runs a plan, each step as soon as what it needs is done, and says what it does. Knows no service.

Whatever stops it, the steps before are done and the next run of the same command goes on from
there: it compares again and finds them as they should be.
"""

from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Protocol

from ..clock import Clock
from ..errors import AwsError
from ..plan.actual import Found
from ..plan.plan import Plan
from ..plan.steps import Create, Delete, Keep, Replace, Step, Update
from ..resources.base import Resource
from ..resources.ref import Attributes, resolve
from ..ui import Ui


class Carrier(Protocol):
    """Who carries the steps out; references in ``resource`` are resolved."""

    def create(self, resource: Resource) -> Attributes: ...

    def update(self, resource: Resource, found: Found) -> Attributes: ...

    def replace(self, resource: Resource, found: Found) -> Attributes: ...

    def delete(self, found: Found) -> None: ...


@dataclass
class Applied:
    """``known`` is what AWS told, ``seconds`` what each step took that was done.

    The steps are in words ("create role shop-production"), in the order in which they ended.
    """

    known: dict[str, Attributes]
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(self.seconds)


def apply(plan: Plan, carrier: Carrier, ui: Ui, clock: Clock, *, again: str) -> Applied:
    """Carry out ``plan``. ``again`` is the command that goes on after an interruption.

    When a step fails, those beside it end, and no further one begins.
    """
    applied = Applied(dict(plan.known))
    try:
        _Run(plan, carrier, ui, clock, applied).run()
    except KeyboardInterrupt:
        done = f"{len(applied.changed)} of {len(plan.work)} steps are done"
        ui.warn(f"stopped: {done}; `{again}` goes on from there")
        raise
    return applied


@dataclass
class _Run:
    plan: Plan
    carrier: Carrier
    ui: Ui
    clock: Clock
    applied: Applied

    def run(self) -> None:
        work = {step.resource.key: step for step in self.plan.work}
        sorter = TopologicalSorter(self.plan.needs)
        sorter.prepare()
        running: set[Future[str]] = set()
        with ThreadPoolExecutor(len(work) or 1) as pool:
            while sorter.is_active():
                ready = _ready(sorter, work)
                if len(ready) == 1 and not running:
                    # Here, where Ctrl-C arrives at once, since the long steps are alone.
                    sorter.done(self._step(ready[0]))
                    continue
                running |= {pool.submit(self._step, step) for step in ready}
                # Ctrl-C arrives here too; leaving the block lets each step end.
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                sorter.done(*(each.result() for each in ended))

    def _step(self, step: Step) -> str:
        """Do it; the key of its resource."""
        words, start = f"{step.action} {step.resource.title}", self.clock.now()
        self.ui.step(f"{words}: {step.reason}")
        try:
            self.applied.known[step.resource.key] = self._carry_out(step)
        except AwsError as error:
            if not step.resource.best_effort:
                raise
            self.ui.warn(f"{error.message}; the next deployment tries again")
        else:
            self.applied.seconds[words] = self.clock.now() - start
        return step.resource.key

    def _carry_out(self, step: Step) -> Attributes:
        carrier, known = self.carrier, self.applied.known
        match step:
            case Create(resource):
                return carrier.create(resolve(resource, known))
            case Update(resource, found):
                return carrier.update(resolve(resource, known), found)
            case Replace(resource, found):
                return carrier.replace(resolve(resource, known), found)
            case Delete(found):
                carrier.delete(found)
                return {}
            case Keep(_, found):
                return found.attributes


def _ready(sorter: "TopologicalSorter[str]", work: Mapping[str, Step]) -> list[Step]:
    """The steps that can begin now; what there is nothing to do for is passed over."""
    steps: list[Step] = []
    while ready := sorter.get_ready():
        steps += [work[key] for key in ready if key in work]
        sorter.done(*(key for key in ready if key not in work))
    return steps
