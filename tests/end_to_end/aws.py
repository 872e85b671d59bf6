"""The sandbox's AWS as boto3 sees it, to look behind lift's back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from types_boto3_apigateway import APIGatewayClient
    from types_boto3_apigatewayv2 import ApiGatewayV2Client
    from types_boto3_ec2 import EC2Client
    from types_boto3_elbv2 import ElasticLoadBalancingv2Client
    from types_boto3_events import EventBridgeClient
    from types_boto3_iam import IAMClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_logs import CloudWatchLogsClient


class Aws:
    """A client for each service; ``environment`` is that of the sandbox's commands."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        session = boto3.Session(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_DEFAULT_REGION"],
        )
        url = environment["AWS_ENDPOINT_URL"]
        self.functions: LambdaClient = session.client("lambda", endpoint_url=url)
        self.apis: ApiGatewayV2Client = session.client("apigatewayv2", endpoint_url=url)
        self.rest_apis: APIGatewayClient = session.client("apigateway", endpoint_url=url)
        self.balancers: ElasticLoadBalancingv2Client = session.client("elbv2", endpoint_url=url)
        self.networks: EC2Client = session.client("ec2", endpoint_url=url)
        self.roles: IAMClient = session.client("iam", endpoint_url=url)
        self.rules: EventBridgeClient = session.client("events", endpoint_url=url)
        self.logs: CloudWatchLogsClient = session.client("logs", endpoint_url=url)

    def left(self, project: str) -> dict[str, list[str]]:
        """Everything of ``project`` that there is: kind -> names."""
        names = {
            "functions": [f["FunctionName"] for f in self.functions.list_functions()["Functions"]],
            "layers": [layer["LayerName"] for layer in self.functions.list_layers()["Layers"]],
            "apis": [api["Name"] for api in self.apis.get_apis()["Items"]],
            "roles": [role["RoleName"] for role in self.roles.list_roles()["Roles"]],
            "rules": [rule["Name"] for rule in self.rules.list_rules()["Rules"]],
            "log groups": [
                group["logGroupName"] for group in self.logs.describe_log_groups()["logGroups"]
            ],
        }
        ours = {
            kind: [name for name in every if f"{project}-" in name] for kind, every in names.items()
        }
        return {kind: found for kind, found in ours.items() if found}
