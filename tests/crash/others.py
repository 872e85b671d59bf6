"""What is others' in the account: some of it the settings name, all of it is to stay as it is.

Keys and usage plans have the very names of the stage, and none of its tags; with APIs of its name
there would be no deployment, unless they are adopted.
"""

import json
from dataclasses import dataclass
from typing import Any

from ..deployer.bench import FUNCTION
from .world import World

NAME = f"{FUNCTION}-2"
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
_READS = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}
    ],
}


@dataclass(frozen=True)
class Others:
    """ARNs for the settings."""

    web_acl: str
    managed_policy: str
    boundary: str


def others(world: World) -> Others:
    """Make them."""
    _namesakes(world)
    _allow_logs(world)
    return Others(_web_acl(world), _policy(world, "reads"), _policy(world, "boundary"))


def _namesakes(world: World) -> None:
    rest, http = world.plain("apigateway"), world.plain("apigatewayv2")
    rest.create_rest_api(name=NAME)
    key = rest.create_api_key(name=f"{FUNCTION}-partner", enabled=True)
    plan = rest.create_usage_plan(name=FUNCTION)
    rest.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
    http.create_api(Name=NAME, ProtocolType="HTTP")


def _allow_logs(world: World) -> None:
    """What somebody does once in an account."""
    made = world.plain("iam").create_role(
        RoleName="api-gateway-logs", AssumeRolePolicyDocument=json.dumps(_TRUST)
    )
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": made["Role"]["Arn"]}
    world.plain("apigateway").update_account(patchOperations=[role])


def _web_acl(world: World) -> str:
    seen: Any = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False}
    made = world.plain("wafv2").create_web_acl(
        Name="shield",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig={**seen, "MetricName": "shield"},
    )
    return str(made["Summary"]["ARN"])


def _policy(world: World, name: str) -> str:
    document = json.dumps(_READS)
    made = world.plain("iam").create_policy(PolicyName=name, PolicyDocument=document)
    return str(made["Policy"]["Arn"])
