"""What lift has deployed in this account and region, told by the tags. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from ..resources.tags import PROJECT, STAGE
from .absent import found
from .errors import doing, is_denied

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import FunctionConfigurationTypeDef

    from .session import Aws

_HANDLER = "lift_handler.handler"


@dataclass(frozen=True, order=True)
class Deployment:
    """``resources`` are ARNs of what carries its tags, not of all that belongs to it."""

    project: str
    stage: str
    region: str
    resources: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return asdict(self) | {"resources": list(self.resources)}


def deployments(aws: "Aws") -> tuple[Deployment, ...]:
    """All there are, whoever deployed them, sorted by project and stage.

    Without the right tag:GetResources only those that have a function are found.
    """
    from botocore.exceptions import ClientError

    with doing("look for what lift has deployed"):
        try:
            tagged = list(_by_tag(aws))
        except ClientError as error:
            if not is_denied(error):
                raise
            tagged = list(_functions(aws))
    resources: dict[tuple[str, str], list[str]] = defaultdict(list)
    for arn, tags in tagged:
        if PROJECT in tags and STAGE in tags:
            resources[tags[PROJECT], tags[STAGE]].append(arn)
    return tuple(
        Deployment(*key, aws.place.region, tuple(sorted(arns)))
        for key, arns in sorted(resources.items())
    )


def _by_tag(aws: "Aws") -> Iterator[tuple[str, Mapping[str, str]]]:
    pages = aws.tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": PROJECT}], PaginationConfig={"PageSize": 100}
    )
    for page in pages:
        for each in page["ResourceTagMappingList"]:
            yield each["ResourceARN"], {tag["Key"]: tag["Value"] for tag in each["Tags"]}


def _functions(aws: "Aws") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Asks for the tags of those that may be ours only: Lambda tells them one by one."""
    for page in aws.lambda_.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            if _may_be_ours(function):
                arn = function["FunctionArn"]
                answer = found(partial(aws.lambda_.list_tags, Resource=arn))
                yield arn, answer["Tags"] if answer else {}


def _may_be_ours(function: "FunctionConfigurationTypeDef") -> bool:
    return function.get("PackageType") == "Image" or function.get("Handler") == _HANDLER
