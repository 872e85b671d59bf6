"""CloudWatch Logs: the function's log group."""

from typing import TYPE_CHECKING

from ..plan.actual import Found
from ..resources.log_group import LogGroup, Whose
from ..resources.ref import Attributes
from ..resources.tags import missing, stale
from .absent import gone

if TYPE_CHECKING:
    from .session import Aws


def read(aws: "Aws", name: str, of: Whose = "") -> Found | None:
    pages = aws.logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name)
    groups = [group for page in pages for group in page["logGroups"]]
    match = next((group for group in groups if group["logGroupName"] == name), None)
    if match is None:
        return None
    arn = _arn(aws, name)
    tags = aws.logs.list_tags_for_resource(resourceArn=arn)["tags"]
    return Found(LogGroup(name, match.get("retentionInDays"), tags, of), {"arn": arn})


def create(aws: "Aws", group: LogGroup) -> Attributes:
    aws.logs.create_log_group(logGroupName=group.name, tags=dict(group.tags))
    _retain(aws, group)
    return {"arn": _arn(aws, group.name)}


def update(aws: "Aws", group: LogGroup, was: LogGroup) -> None:
    if group.retention_days != was.retention_days:
        _retain(aws, group)
    arn = _arn(aws, group.name)
    if old := stale(group.tags, was.tags):
        aws.logs.untag_resource(resourceArn=arn, tagKeys=old)
    if new := missing(group.tags, was.tags):
        aws.logs.tag_resource(resourceArn=arn, tags=new)


def delete(aws: "Aws", name: str) -> None:
    gone(lambda: aws.logs.delete_log_group(logGroupName=name))


def _retain(aws: "Aws", group: LogGroup) -> None:
    if group.retention_days is not None:
        aws.logs.put_retention_policy(logGroupName=group.name, retentionInDays=group.retention_days)


def _arn(aws: "Aws", name: str) -> str:
    return aws.place.arn("logs", f"log-group:{name}")
