"""API Gateway: the tags of what a REST API consists of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..resources.tags import missing, stale

if TYPE_CHECKING:
    from .session import Aws

Tags = Mapping[str, str]


def tag(aws: "Aws", path: str, wanted: Tags, was: Tags) -> None:
    """Put the tags of ``path`` ("restapis/abc") right, but for those that others set."""
    arn = aws.place.gateway(path)
    if old := stale(wanted, was):
        aws.rest_apis.untag_resource(resourceArn=arn, tagKeys=old)
    if new := missing(wanted, was):
        aws.rest_apis.tag_resource(resourceArn=arn, tags=new)
