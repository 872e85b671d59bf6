"""What the function stands on: its role and its log group."""

from ..resources import role
from ..resources.base import Resource
from ..resources.log_group import LogGroup
from ..resources.role import Role
from ..resources.target import Target
from ..resources.uses import Uses


def ground(target: Target, uses: Uses, *, switching: bool) -> list[Resource]:
    logs = LogGroup(target.names.log_group, target.stage.log_retention_days, target.tags)
    if target.stage.role_arn:
        return [logs]
    return [_role(target, uses, switching=switching), logs]


def _role(target: Target, uses: Uses, *, switching: bool) -> Role:
    stage, names = target.stage, target.names
    functions = {names.function: names.log_group}
    if switching:  # the former one works on
        functions[names.other_function] = names.other_log_group
    return Role(
        names.role,
        role.trust(),
        role.policy(target.place, functions, uses, stage.permissions),
        target.tags,
        tuple(sorted(stage.managed_policies)),
        stage.permissions_boundary,
    )
