"""EventBridge: the keep-warm rule with its one target."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import AwsError
from ..plan.actual import Found
from ..resources.ref import Attributes
from ..resources.rule import Rule
from ..resources.tags import missing, stale
from .absent import found, gone

if TYPE_CHECKING:
    from types_boto3_events.type_defs import TagTypeDef

    from .session import Aws

_TARGET = "lift"  # the target's id
_DESCRIPTION = "Keeps an execution environment warm"


def read(aws: "Aws", name: str) -> Found | None:
    events = aws.events
    answer = found(lambda: events.describe_rule(Name=name))
    if answer is None:
        return None
    tags = events.list_tags_for_resource(ResourceARN=answer["Arn"])["Tags"]
    targets = events.list_targets_by_rule(Rule=name)["Targets"]
    ours = next((target for target in targets if target["Id"] == _TARGET), None)
    rule = Rule(
        name,
        answer.get("ScheduleExpression", ""),
        {tag["Key"]: tag["Value"] for tag in tags},
        ours["Arn"] if ours else "",
        ours.get("Input", "") if ours else "",
        answer.get("State") == "ENABLED",
    )
    others = tuple(f"target {target['Id']}" for target in targets if target is not ours)
    return Found(rule, {"arn": answer["Arn"]}, beside=others)


def create(aws: "Aws", rule: Rule) -> Attributes:
    answer = aws.events.put_rule(
        Name=rule.name,
        ScheduleExpression=rule.schedule,
        State="ENABLED",
        Description=_DESCRIPTION,
        Tags=_pairs(rule.tags),
    )
    _aim(aws, rule)
    return {"arn": answer["RuleArn"]}


def update(aws: "Aws", rule: Rule, was: Rule) -> None:
    if (rule.schedule, rule.enabled) != (was.schedule, was.enabled):
        aws.events.put_rule(
            Name=rule.name,
            ScheduleExpression=rule.schedule,
            State="ENABLED",
            Description=_DESCRIPTION,
        )
    arn = aws.place.arn("events", f"rule/{rule.name}")
    if old := stale(rule.tags, was.tags):
        aws.events.untag_resource(ResourceARN=arn, TagKeys=old)
    if new := missing(rule.tags, was.tags):
        aws.events.tag_resource(ResourceARN=arn, Tags=_pairs(new))
    if (rule.target, rule.input) != (was.target, was.input):
        _aim(aws, rule)


def delete(aws: "Aws", name: str) -> None:
    """With all its targets, which EventBridge asks for."""
    events = aws.events
    answer = found(lambda: events.list_targets_by_rule(Rule=name))
    if answer and (ids := [target["Id"] for target in answer["Targets"]]):
        events.remove_targets(Rule=name, Ids=ids)
    gone(lambda: events.delete_rule(Name=name))


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _aim(aws: "Aws", rule: Rule) -> None:
    answer = aws.events.put_targets(
        Rule=rule.name, Targets=[{"Id": _TARGET, "Arn": rule.target, "Input": rule.input}]
    )
    for failed in answer["FailedEntries"]:
        raise AwsError(f"set the target of {rule.title}: {failed.get('ErrorMessage', '')}")
