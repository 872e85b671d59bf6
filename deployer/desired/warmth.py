"""What keeps an execution environment warm."""

import json

from lift.warmers import keep_warm

from ..resources import permission
from ..resources.base import Resource
from ..resources.rule import Rule
from ..resources.target import Target


def warmth(target: Target) -> list[Resource]:
    kept = target.stage.keep_warm
    if kept is None:
        return []
    event = json.dumps(keep_warm.EVENT)
    rule = Rule(target.names.rule, kept.schedule, target.tags, target.alias_arn, event)
    return [rule, permission.for_rule(target.names.function)]
