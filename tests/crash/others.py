"""What is others' in the account: some of it the settings name, all of it is to stay as it is.

Keys and usage plans have the very names of the stage, and none of its tags; with APIs of its name
there would be no deployment, unless they are adopted.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from ..deployer.bench import FUNCTION
from .world import World

NAME = f"{FUNCTION}-2"
ZONE = "example.com"
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
    listener: str
    gate: str  # a function that decides who may come in


def others(world: World) -> Others:
    """Make them."""
    _namesakes(world)
    _allow_logs(world)
    _zone(world)
    return Others(
        web_acl=_web_acl(world),
        managed_policy=_policy(world, "reads"),
        boundary=_policy(world, "boundary"),
        listener=_listener(world),
        gate=_gate(world),
    )


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


def _zone(world: World) -> None:
    """A hosted zone with a record."""
    dns = world.plain("route53")
    made = dns.create_hosted_zone(Name=ZONE, CallerReference=ZONE)
    record = {"Name": f"mail.{ZONE}.", "Type": "A", "TTL": 60}
    wanted = {**record, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    dns.change_resource_record_sets(
        HostedZoneId=made["HostedZone"]["Id"],
        ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": wanted}]},
    )


def _listener(world: World) -> str:
    """Of a load balancer that leads to something else too."""
    client, network = world.plain("elbv2"), world.plain("ec2")
    subnets = [each["SubnetId"] for each in network.describe_subnets()["Subnets"]]
    front = client.create_load_balancer(Name="front", Subnets=subnets[:2])["LoadBalancers"][0]
    refuse = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = str(
        client.create_listener(
            LoadBalancerArn=front["LoadBalancerArn"],
            Protocol="HTTP",
            Port=80,
            DefaultActions=[refuse],
        )["Listeners"][0]["ListenerArn"]
    )
    blog = {"Field": "path-pattern", "Values": ["/blog/*"]}
    client.create_rule(ListenerArn=listener, Priority=1, Conditions=[blog], Actions=[refuse])
    return listener


def _gate(world: World) -> str:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as zipped:
        zipped.writestr("gate.py", "")
    role = world.plain("iam").create_role(RoleName="gate", AssumeRolePolicyDocument="{}")
    made = world.plain("lambda").create_function(
        FunctionName="gate",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": code.getvalue()},
        Handler="gate.handler",
        Runtime="python3.13",
    )
    return str(made["FunctionArn"])


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
