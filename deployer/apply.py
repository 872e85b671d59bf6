"""Runs a plan, independent steps side by side, and says what it does. Knows no service.

Whatever stops it, the steps before are done and the next run of the same command goes on from
there: it compares again and finds them as they should be.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from .plan.actual import Found
from .plan.plan import Plan
from .plan.steps import Create, Delete, Keep, Replace, Step, Update
from .resources.desired import Resource
from .resources.ref import Attributes, resolve
from .ui import Ui


class Carrier(Protocol):
    """Who carries the steps out; references in ``resource`` are resolved."""

    def create(self, resource: Resource) -> Attributes: ...

    def update(self, resource: Resource, found: Found) -> Attributes: ...

    def replace(self, resource: Resource, found: Found) -> Attributes: ...

    def delete(self, found: Found) -> None: ...


@dataclass
class Applied:
    """``changed`` says what was done ("create role shop-production"), ``known`` what AWS told."""

    known: dict[str, Attributes]
    changed: list[str] = field(default_factory=list)


def apply(plan: Plan, carrier: Carrier, ui: Ui, *, again: str) -> Applied:
    """Carry out ``plan``. ``again`` is the command that goes on after an interruption.

    When a step fails, those beside it end, and no further one begins.
    """
    applied = Applied(dict(plan.known))
    try:
        for wave in plan.waves:
            _run_wave(wave, carrier, ui, applied)
    except KeyboardInterrupt:
        done = f"{len(applied.changed)} of {len(plan.work)} steps are done"
        ui.warn(f"stopped: {done}; `{again}` goes on from there")
        raise
    return applied


def _run_wave(wave: Iterable[Step], carrier: Carrier, ui: Ui, applied: Applied) -> None:
    work = [step for step in wave if not isinstance(step, Keep)]
    if len(work) == 1:  # here, where Ctrl-C arrives, since the long steps are alone
        _run(work[0], carrier, ui, applied)
    elif work:
        with ThreadPoolExecutor(len(work)) as pool:
            running = [pool.submit(_run, step, carrier, ui, applied) for step in work]
            wait(running)  # Ctrl-C arrives here; leaving the block lets each step end
        for ended in running:
            ended.result()


def _run(step: Step, carrier: Carrier, ui: Ui, applied: Applied) -> None:
    words = f"{step.action} {step.resource.title}"
    ui.step(f"{words}: {step.reason}")
    applied.known[step.resource.key] = _carry_out(step, carrier, applied.known)
    applied.changed.append(words)


def _carry_out(step: Step, carrier: Carrier, known: dict[str, Attributes]) -> Attributes:
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
