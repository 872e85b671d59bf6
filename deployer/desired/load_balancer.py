"""A target group, who may come through it to the alias, and the rule that leads there."""

from ..resources import permission
from ..resources.base import Resource
from ..resources.load_balancer import ListenerRule, TargetGroup
from ..resources.ref import Ref
from ..resources.target import Target


def load_balancer(target: Target) -> list[Resource]:
    names, tags, wanted = target.names, target.tags, target.stage.load_balancer
    if wanted is None:
        raise AssertionError('the settings with "api": "alb" have a load_balancer')
    every = () if wanted.hosts or wanted.paths else ("*",)
    rule = ListenerRule(
        names.function,
        tags,
        wanted.listener_arn,
        Ref("target-group", "arn"),
        target.alias_arn,
        tuple(sorted(wanted.hosts)),
        tuple(sorted(wanted.paths)) or every,
        wanted.priority,
    )
    group = TargetGroup(names.target_group, tags, wanted.multi_value_headers)
    return [group, permission.for_target_group(names.function), rule]
