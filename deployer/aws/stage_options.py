"""API Gateway: throttling, access log and web ACL of a REST API's stage.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import AwsError
from ..resources.ref import text
from ..resources.rest_api import STAGE
from ..resources.stage_options import StageOptions
from ..settings.throttle import Throttle
from . import access_log, web_acl

if TYPE_CHECKING:
    from types_boto3_apigateway.type_defs import (
        PatchOperationTypeDef,
        StageResponseTypeDef,
        StageTypeDef,
    )

    from .session import Aws

_EVERY = "*/*"  # method of every path
_NONE = "-1"  # as a rate: only the account's holds


def read(stage: "StageTypeDef | StageResponseTypeDef") -> StageOptions:
    settings = stage.get("methodSettings", {}).get(_EVERY, {})
    rate, burst = settings.get("throttlingRateLimit", -1), settings.get("throttlingBurstLimit", -1)
    log = stage.get("accessLogSettings") or {}
    return StageOptions(
        Throttle(int(rate), burst) if rate >= 0 or burst >= 0 else None,
        log.get("destinationArn", ""),
        stage.get("webAclArn", ""),
    )


def settle(aws: "Aws", api: str, wanted: StageOptions) -> None:
    """Change what differs of the stage, which exists."""
    was = read(aws.rest_apis.get_stage(restApiId=api, stageName=STAGE))
    if patches := [*_throttled(wanted, was), *_logged(wanted, was)]:
        aws.rest_apis.update_stage(restApiId=api, stageName=STAGE, patchOperations=patches)
    if wanted.web_acl != was.web_acl:
        web_acl.lead(aws, aws.place.gateway(f"restapis/{api}/stages/{STAGE}"), wanted.web_acl)


def check_logging(aws: "Aws") -> None:
    """Before the first write: API Gateway may write the logs of this account's REST APIs."""
    if not aws.rest_apis.get_account().get("cloudwatchRoleArn"):
        raise AwsError(
            "API Gateway has no role to write the access logs of REST APIs with, in this account "
            "and region",
            hint="once for all: make a role that apigateway.amazonaws.com may assume, with the "
            "policy AmazonAPIGatewayPushToCloudWatchLogs, then `aws apigateway update-account "
            "--patch-operations op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN`",
        )


def _throttled(wanted: StageOptions, was: StageOptions) -> "Iterator[PatchOperationTypeDef]":
    if wanted.throttle == was.throttle:
        return
    limits = wanted.throttle
    for name, value in (
        ("rateLimit", str(limits.rate) if limits else _NONE),
        ("burstLimit", str(limits.burst) if limits else _NONE),
    ):
        yield {"op": "replace", "path": f"/{_EVERY}/throttling/{name}", "value": value}


def _logged(wanted: StageOptions, was: StageOptions) -> "Iterator[PatchOperationTypeDef]":
    if wanted.access_log == was.access_log:
        return
    if not wanted.access_log:
        yield {"op": "remove", "path": "/accessLogSettings"}
        return
    for name, value in (
        ("destinationArn", text(wanted.access_log)),
        ("format", access_log.REST),
    ):
        yield {"op": "replace", "path": f"/accessLogSettings/{name}", "value": value}
