"""Elastic Load Balancing: the rule of the listener, and the function as the group's target.

CreateRule is not idempotent and must not be retried by the SDK: an answer that was lost leaves a
rule behind, which the next reading finds by its tags.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..resources.load_balancer import ListenerRule
from ..resources.ref import Attributes, text
from ..resources.tags import are_ours, missing, stale
from .absent import found, gone
from .http_api import SETTLES
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_elbv2.type_defs import (
        ActionTypeDef,
        RuleConditionOutputTypeDef,
        RuleConditionTypeDef,
        RuleTypeDef,
        TagTypeDef,
    )

    from .session import Aws

_AT_ONCE = 20  # ARNs that DescribeTags takes
_PRIORITIES = range(1, 50_001)


def read(aws: "Aws", groups: Sequence[str]) -> tuple[list[ListenerRule], list[tuple[str, str]]]:
    """Our rules that lead to ``groups``, the one that serves first; others as (rule, group)."""
    stage = aws.target.stage
    leading = {
        arn: (listener, rule)
        for listener in _listeners(aws, groups)
        for arn, rule in of_listener(aws, listener).items()
        if _group(rule) in groups
    }
    tagged = tags(aws, leading)
    mine = [arn for arn in leading if are_ours(tagged[arn], stage.project, stage.name)]
    ours = [
        _resource(aws, *leading[arn], tagged[arn], double=place > 0)
        for place, arn in enumerate(mine)
    ]
    return ours, [(arn, _group(leading[arn][1])) for arn in leading if arn not in mine]


def create(aws: "Aws", rule: ListenerRule) -> Attributes:
    return made_once(lambda: _create(aws, rule), lambda: _left(aws, rule), aws)


def _create(aws: "Aws", rule: ListenerRule) -> Attributes:
    _register(aws, rule)
    taken = {each["Priority"] for each in of_listener(aws, rule.listener).values()}
    free = next(number for number in _PRIORITIES if str(number) not in taken)
    made = aws.load_balancers_once.create_rule(
        ListenerArn=rule.listener,
        Priority=rule.priority or free,
        Conditions=_conditions(rule),
        Actions=_actions(rule),
        Tags=listed(rule.tags),
    )
    return {"arn": made["Rules"][0]["RuleArn"]}


def _left(aws: "Aws", rule: ListenerRule) -> Attributes | None:
    """What an attempt left behind, put right."""
    ours, _ = read(aws, [text(rule.group)])
    if not ours:
        return None
    update(aws, rule, ours[0])
    return {"arn": ours[0].arn}


def update(aws: "Aws", rule: ListenerRule, was: ListenerRule) -> None:
    """Put right what differs; where it led to another function, wait until that has no request."""
    client = aws.load_balancers
    put_tags(aws, was.arn, rule.tags, was.tags)
    if (rule.target, rule.group) != (was.target, was.group):
        _register(aws, rule)
    if rule.priority not in (None, was.priority):
        client.set_rule_priorities(
            RulePriorities=[{"RuleArn": was.arn, "Priority": rule.priority or 0}]
        )
    if _way(rule) != _way(was):
        client.modify_rule(RuleArn=was.arn, Conditions=_conditions(rule), Actions=_actions(rule))
    if rule.group != was.group:
        aws.ui.step(f"{rule.title} leads to the new function; the requests to the former one end")
        aws.clock.sleep(SETTLES + aws.target.stage.timeout_seconds)


def delete(aws: "Aws", rule: ListenerRule) -> None:
    gone(lambda: aws.load_balancers.delete_rule(RuleArn=rule.arn))


def of_listener(aws: "Aws", listener: str) -> "dict[str, RuleTypeDef]":
    """The rules of a listener by their ARNs, its default rule too."""
    pages = aws.load_balancers.get_paginator("describe_rules").paginate(ListenerArn=listener)
    return {rule["RuleArn"]: rule for page in pages for rule in page["Rules"]}


def tags(aws: "Aws", arns: Iterable[str]) -> dict[str, dict[str, str]]:
    """Of what has these ARNs."""
    wanted, known = list(arns), dict[str, dict[str, str]]()
    for start in range(0, len(wanted), _AT_ONCE):
        answer = aws.load_balancers.describe_tags(ResourceArns=wanted[start : start + _AT_ONCE])
        for each in answer["TagDescriptions"]:
            pairs = {tag["Key"]: tag.get("Value", "") for tag in each["Tags"]}
            known[each["ResourceArn"]] = pairs
    return known


def put_tags(aws: "Aws", arn: str, wanted: Mapping[str, str], was: Mapping[str, str]) -> None:
    """Put the tags right, but for those that others set."""
    if old := stale(wanted, was):
        aws.load_balancers.remove_tags(ResourceArns=[arn], TagKeys=old)
    if new := missing(wanted, was):
        aws.load_balancers.add_tags(ResourceArns=[arn], Tags=listed(new))


def listed(pairs: Mapping[str, str]) -> "list[TagTypeDef]":
    """Tags as Elastic Load Balancing takes them."""
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def _way(rule: ListenerRule) -> tuple[object, ...]:
    return rule.group, set(rule.hosts), set(rule.paths), rule.conditions


def _register(aws: "Aws", rule: ListenerRule) -> None:
    """The function as the one target that the group can have."""
    client, group = aws.load_balancers, text(rule.group)
    for target in _targets(aws, group):
        if target != rule.target:
            client.deregister_targets(TargetGroupArn=group, Targets=[{"Id": target}])
    client.register_targets(TargetGroupArn=group, Targets=[{"Id": rule.target}])


def _targets(aws: "Aws", group: str) -> list[str]:
    answer = aws.load_balancers.describe_target_health(TargetGroupArn=group)
    return [each["Target"]["Id"] for each in answer["TargetHealthDescriptions"]]


def _listeners(aws: "Aws", groups: Sequence[str]) -> list[str]:
    """Those of the load balancers that lead to ``groups``, and the one of the settings."""
    client, wanted = aws.load_balancers, aws.target.stage.load_balancer
    named = [wanted.listener_arn] if wanted else []
    known = {arn for arn in named if found(lambda: client.describe_listeners(ListenerArns=named))}
    balancers = {
        balancer
        for group in client.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]
        for balancer in group.get("LoadBalancerArns", [])
    }
    for balancer in sorted(balancers):
        pages = client.get_paginator("describe_listeners").paginate(LoadBalancerArn=balancer)
        known |= {listener["ListenerArn"] for page in pages for listener in page["Listeners"]}
    return sorted(known)


def _resource(
    aws: "Aws", listener: str, rule: "RuleTypeDef", tagged: dict[str, str], *, double: bool
) -> ListenerRule:
    group, conditions = _group(rule), rule["Conditions"]
    return ListenerRule(
        aws.target.names.function,
        tagged,
        listener,
        group,
        ",".join(_targets(aws, group)),
        tuple(sorted(_values(conditions, "host-header"))),
        tuple(sorted(_values(conditions, "path-pattern"))),
        int(rule["Priority"]),
        tuple(sorted({each["Field"] for each in conditions} - {"host-header", "path-pattern"})),
        rule["RuleArn"],
        double,
    )


def _group(rule: "RuleTypeDef") -> str:
    """The one target group that a rule leads to; empty for other rules."""
    actions = rule.get("Actions", [])
    return actions[-1].get("TargetGroupArn", "") if actions else ""


def _values(conditions: "Sequence[RuleConditionOutputTypeDef]", field: str) -> tuple[str, ...]:
    """Of all conditions of one kind; AWS answers them below one of two names."""
    return tuple(
        value
        for each in conditions
        if each["Field"] == field
        for value in (
            each.get("HostHeaderConfig", {}).get("Values")
            or each.get("PathPatternConfig", {}).get("Values")
            or each.get("Values", [])
        )
    )


def _conditions(rule: ListenerRule) -> "list[RuleConditionTypeDef]":
    conditions: list[RuleConditionTypeDef] = []
    if rule.hosts:
        conditions.append({"Field": "host-header", "HostHeaderConfig": {"Values": rule.hosts}})
    if rule.paths:
        conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": rule.paths}})
    return conditions


def _actions(rule: ListenerRule) -> "list[ActionTypeDef]":
    return [{"Type": "forward", "TargetGroupArn": text(rule.group)}]
