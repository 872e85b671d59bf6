"""What keeps execution environments warm: rules that ping the alias at the same moment."""

import json

from lift.warmers import keep_warm

from ..resources import permission
from ..resources.base import Resource
from ..resources.names import numbered_rule
from ..resources.rule import TARGETS, Rule
from ..resources.target import Target


def warmth(target: Target) -> list[Resource]:
    kept = target.stage.keep_warm
    if kept is None:
        return []
    event = json.dumps(keep_warm.EVENT if kept.instances == 1 else keep_warm.held())
    shares = [min(TARGETS, kept.instances - done) for done in range(0, kept.instances, TARGETS)]
    wanted: list[Resource] = []
    for number, share in enumerate(shares, 1):
        rule = Rule(
            numbered_rule(target.names.rule, number),
            kept.schedule,
            target.tags,
            target.alias_arn,
            event,
            instances=share,
            rules=len(shares),
            number=number,
        )
        wanted += [rule, permission.for_rule(target.names.function, number)]
    return wanted
