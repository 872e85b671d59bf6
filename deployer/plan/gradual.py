"""What a release needs grows before it is live and shrinks after it. Pure.

So it is with the role's rights, and with the executions that are reserved for the function: the new
version may want more of them provisioned.
"""

from dataclasses import replace

from ..resources.concurrency import ReservedConcurrency
from ..resources.release import Release
from ..resources.rights import Rights
from ..resources.role import Role
from .actual import Found
from .changes import changes
from .plan import Plan
from .steps import Delete, Keep, Step, Update


def gradual(whole: Plan) -> Plan:
    """``whole``, in the order that a new release asks for; without one it stays."""
    if not any(isinstance(step.resource, Release) for step in whole.work):
        return whole
    return _rights(_reserved(whole))


def _reserved(whole: Plan) -> Plan:
    """``whole``, where what is reserved grows before the release; else it comes after it."""
    steps = list(whole.steps)
    growth = next(filter(_grows, steps), None)
    if growth is None:
        return whole
    steps.remove(growth)
    release = next(step for step in steps if isinstance(step.resource, Release))
    steps.insert(steps.index(release), growth)
    ours, its = growth.resource.key, release.resource.key
    needs = {
        ours: frozenset({"function"}) & frozenset(whole.needs),
        its: whole.needs[its] | {ours},
    }
    return replace(whole, steps=tuple(steps), needs={**whole.needs, **needs})


def _grows(step: Step) -> bool:
    match step:
        case Delete(Found(ReservedConcurrency())):
            return True  # then all that the account has left is there for it
        case Update(ReservedConcurrency(executions=int(more)), Found(ReservedConcurrency() as was)):
            return was.executions is not None and more > was.executions
    return False


def _rights(whole: Plan) -> Plan:
    """``whole``, where a role that loses rights loses them after the release."""
    steps: list[Step] = []
    last: list[Step] = []
    for step in whole.steps:
        match step:
            case Update(Role() as role, Found(Role() as was)):
                grown = role.grown(was)
                more, less = changes(grown, was), changes(role, grown)
                steps.append(Update(grown, step.found, more) if more else Keep(grown, step.found))
                last += [Update(Rights(role), Found(Rights(grown)), less)] if less else []
            case _:
                steps.append(step)
    return replace(whole, steps=tuple(steps)).then(last)
