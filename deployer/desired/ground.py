"""What the function stands on: its role and its log group."""

from ..resources import role
from ..resources.base import Resource
from ..resources.log_group import LogGroup
from ..resources.role import Role
from ..resources.target import Target
from ..resources.uses import Uses


def ground(target: Target, uses: Uses, *, switching: bool) -> list[Resource]:
    stage, names, tags = target.stage, target.names, target.tags
    functions = {names.function: names.log_group}
    if switching:  # the former one works on
        functions[names.other_function] = names.other_log_group
    rights = role.policy(target.place, functions, uses)
    return [
        Role(names.role, role.trust(), rights, tags),
        LogGroup(names.log_group, stage.log_retention_days, tags),
    ]
