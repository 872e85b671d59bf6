"""Runs a plan, step by step, and says what it does. Knows no service.

Whatever stops it, the steps before are done and the next run of the same command goes on from
there: it compares again and finds them as they should be.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Applied:
    """``changed`` says what was done ("create role shop-production"), ``known`` what AWS told."""

    changed: tuple[str, ...]
    known: dict[str, Attributes]


def apply(plan: Plan, carrier: Carrier, ui: Ui, *, again: str) -> Applied:
    """Carry out ``plan``. ``again`` is the command that goes on after an interruption."""
    known = dict(plan.known)
    changed: list[str] = []
    try:
        for step in plan.work:
            words = f"{step.action} {step.resource.title}"
            ui.step(f"{words}: {step.reason}")
            known[step.resource.key] = _run(step, carrier, known)
            changed.append(words)
    except KeyboardInterrupt:
        done = f"{len(changed)} of {len(plan.work)} steps are done"
        ui.warn(f"stopped: {done}; `{again}` goes on from there")
        raise
    return Applied(tuple(changed), known)


def _run(step: Step, carrier: Carrier, known: dict[str, Attributes]) -> Attributes:
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
