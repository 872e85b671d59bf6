"""EventBridge: the keep-warm rules, each with as many targets as it pings at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..errors import AwsError
from ..plan.actual import Found
from ..resources.names import number_of_rule
from ..resources.ref import Attributes
from ..resources.rule import TARGETS, Rule
from ..resources.tags import missing, stale
from .absent import found, gone

if TYPE_CHECKING:
    from types_boto3_events.type_defs import RuleTypeDef, TagTypeDef

    from .session import Aws

_IDS = ["lift", *(f"lift-{number}" for number in range(2, TARGETS + 1))]  # the targets'
_DESCRIPTION = "Keeps execution environments warm"


def read(aws: "Aws", first: str) -> Iterator[Found]:
    """The rule called ``first`` and those that carry a number behind it."""
    pages = aws.events.get_paginator("list_rules").paginate(NamePrefix=first)
    for answer in (rule for page in pages for rule in page["Rules"]):
        if number := number_of_rule(first, answer["Name"]):
            yield _found(aws, answer, number)


def _found(aws: "Aws", answer: "RuleTypeDef", number: int) -> Found:
    events = aws.events
    tags = events.list_tags_for_resource(ResourceARN=answer["Arn"])["Tags"]
    targets = events.list_targets_by_rule(Rule=answer["Name"])["Targets"]
    ours = [target for target in targets if target["Id"] in _IDS]
    said = re.search(r"one of (\d+)", answer.get("Description", ""))
    rule = Rule(
        answer["Name"],
        answer.get("ScheduleExpression", ""),
        {tag["Key"]: tag["Value"] for tag in tags},
        _same(target["Arn"] for target in ours),
        _same(target.get("Input", "") for target in ours),
        answer.get("State") == "ENABLED",
        len(ours),
        int(said[1]) if said else 1,
        number,
    )
    others = tuple(f"target {target['Id']}" for target in targets if target not in ours)
    return Found(rule, {"arn": answer["Arn"]}, beside=others)


def _same(values: Iterable[str]) -> str:
    """What all of ``values`` are; empty when they differ, or there are none."""
    different = set(values)
    return different.pop() if len(different) == 1 else ""


def create(aws: "Aws", rule: Rule) -> Attributes:
    answer = aws.events.put_rule(
        Name=rule.name,
        ScheduleExpression=rule.schedule,
        State="ENABLED",
        Description=_description(rule),
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
            Description=_description(rule),
        )
    arn = aws.place.arn("events", f"rule/{rule.name}")
    if old := stale(rule.tags, was.tags):
        aws.events.untag_resource(ResourceARN=arn, TagKeys=old)
    if new := missing(rule.tags, was.tags):
        aws.events.tag_resource(ResourceARN=arn, Tags=_pairs(new))
    if (rule.target, rule.input, rule.instances) != (was.target, was.input, was.instances):
        _aim(aws, rule)
    if rule.instances < was.instances:
        aws.events.remove_targets(Rule=rule.name, Ids=_IDS[rule.instances :])


def delete(aws: "Aws", name: str) -> None:
    """With all its targets, which EventBridge asks for."""
    events = aws.events
    answer = found(lambda: events.list_targets_by_rule(Rule=name))
    if answer and (ids := [target["Id"] for target in answer["Targets"]]):
        events.remove_targets(Rule=name, Ids=ids)
    gone(lambda: events.delete_rule(Name=name))


def _description(rule: Rule) -> str:
    return _DESCRIPTION if rule.rules == 1 else f"{_DESCRIPTION}, one of {rule.rules} rules"


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _aim(aws: "Aws", rule: Rule) -> None:
    answer = aws.events.put_targets(
        Rule=rule.name,
        Targets=[
            {"Id": id_, "Arn": rule.target, "Input": rule.input} for id_ in _IDS[: rule.instances]
        ],
    )
    for failed in answer["FailedEntries"]:
        raise AwsError(f"set the targets of {rule.title}: {failed.get('ErrorMessage', '')}")
