"""The role's rights grow before the release is live and shrink after it. Pure."""

from dataclasses import replace

from ..resources.release import Release
from ..resources.rights import Rights
from ..resources.role import Role
from .actual import Found
from .changes import changes
from .plan import Plan
from .steps import Keep, Step, Update


def gradual(whole: Plan) -> Plan:
    """``whole``, where a role that loses rights for a new release loses them after it."""
    if not any(isinstance(step.resource, Release) for step in whole.work):
        return whole
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
