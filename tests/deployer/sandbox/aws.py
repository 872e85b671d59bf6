"""A sandbox to test against, with boto3 clients and what a small deployment needs."""

import io
import json
import sys
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from lift.deployer.sandbox import Sandbox
from lift.deployer.sandbox.rest_apis import ADDRESS_TAG
from lift.deployer.ui import Recorder

if TYPE_CHECKING:
    from types_boto3_acm import ACMClient
    from types_boto3_apigateway import APIGatewayClient
    from types_boto3_apigatewayv2 import ApiGatewayV2Client
    from types_boto3_ec2 import EC2Client
    from types_boto3_elbv2 import ElasticLoadBalancingv2Client
    from types_boto3_events import EventBridgeClient
    from types_boto3_iam import IAMClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_logs import CloudWatchLogsClient
    from types_boto3_route53 import Route53Client

REGION = "eu-west-1"
ACCOUNT = "123456789012"
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"  # surely on this machine


def zipped(files: Mapping[str, str], mode: int = 0o644) -> bytes:
    """A zip of ``files`` (path -> text), each with ``mode``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            info = zipfile.ZipInfo(path)
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, text)
    return buffer.getvalue()


@dataclass
class Aws:
    """The sandbox, what it said, and clients for it."""

    sandbox: Sandbox
    ui: Recorder

    def __post_init__(self) -> None:
        session = boto3.Session("test", "test", region_name=REGION)
        at = self.sandbox.endpoint
        self.lambda_: LambdaClient = session.client("lambda", endpoint_url=at)
        self.apis: ApiGatewayV2Client = session.client("apigatewayv2", endpoint_url=at)
        self.rest: APIGatewayClient = session.client("apigateway", endpoint_url=at)
        self.balancers: ElasticLoadBalancingv2Client = session.client("elbv2", endpoint_url=at)
        self.ec2: EC2Client = session.client("ec2", endpoint_url=at)
        self.acm: ACMClient = session.client("acm", endpoint_url=at)
        self.route53: Route53Client = session.client("route53", endpoint_url=at)
        self.logs: CloudWatchLogsClient = session.client("logs", endpoint_url=at)
        self.events: EventBridgeClient = session.client("events", endpoint_url=at)
        self.iam: IAMClient = session.client("iam", endpoint_url=at)
        self.role = self.iam.create_role(RoleName="role", AssumeRolePolicyDocument="{}")["Role"]

    def function(self, source: str, **settings: Any) -> str:
        """A new function of the module ``source`` with its ``handler``; its name."""
        name = f"f-{uuid.uuid4().hex[:8]}"
        wanted: dict[str, Any] = {"Runtime": RUNTIME, "Handler": "app.handler", "Timeout": 10}
        code: Any = {"ZipFile": settings.pop("zip", None) or zipped({"app.py": source})}
        self.lambda_.create_function(
            FunctionName=name, Role=self.role["Arn"], Code=code, **(wanted | settings)
        )
        return name

    def live(self, name: str) -> str:
        """Publish and point the alias ``live`` there; the alias's ARN."""
        version = self.lambda_.publish_version(FunctionName=name)["Version"]
        alias = self.lambda_.create_alias(FunctionName=name, Name="live", FunctionVersion=version)
        return alias["AliasArn"]

    def api(self, arn: str, version: str = "2.0", **integration: Any) -> tuple[str, str]:
        """An HTTP API before ``arn``, without permission yet: (id, address)."""
        api = self.apis.create_api(Name="api", ProtocolType="HTTP")
        made = self.apis.create_integration(
            ApiId=api["ApiId"],
            IntegrationType="AWS_PROXY",
            IntegrationUri=arn,
            PayloadFormatVersion=version,
            **integration,
        )
        target = f"integrations/{made['IntegrationId']}"
        self.apis.create_route(ApiId=api["ApiId"], RouteKey="$default", Target=target)
        self.apis.create_stage(ApiId=api["ApiId"], StageName="$default", AutoDeploy=True)
        return api["ApiId"], api["ApiEndpoint"]

    def permit_api(self, name: str, api_id: str, **changes: Any) -> None:
        """Let the API invoke the function's alias, as AWS wants it."""
        wanted: dict[str, Any] = {
            "Qualifier": "live",
            "StatementId": "api",
            "SourceArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*/$default",
        }
        self.lambda_.add_permission(
            FunctionName=name,
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            **{key: value for key, value in (wanted | changes).items() if value},
        )

    def served(self, source: str, version: str = "2.0", **settings: Any) -> str:
        """A function behind an HTTP API; the API's address."""
        name = self.function(source, **settings)
        api_id, address = self.api(self.live(name), version)
        self.permit_api(name, api_id)
        return address

    def rest_api(self, arn: str, *, timeout: int = 29_000, **settings: Any) -> tuple[str, str]:
        """A REST API before ``arn``, deployed to "live", without permission: (id, address)."""
        api = self.rest.create_rest_api(
            name="rest", endpointConfiguration={"types": ["REGIONAL"]}, **settings
        )
        root = api["rootResourceId"]
        proxy = self.rest.create_resource(restApiId=api["id"], parentId=root, pathPart="{proxy+}")
        for resource in (root, proxy["id"]):
            at: Any = {"restApiId": api["id"], "resourceId": resource, "httpMethod": "ANY"}
            self.rest.put_method(**at, authorizationType="NONE")
            self.rest.put_integration(
                **at,
                type="AWS_PROXY",
                integrationHttpMethod="POST",
                uri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations",
                timeoutInMillis=timeout,
            )
        self.rest.create_deployment(restApiId=api["id"], stageName="live")
        return api["id"], f"{api['tags'][ADDRESS_TAG]}/live"

    def rest_served(self, source: str, **settings: Any) -> str:
        """A function behind a REST API; the address of its stage."""
        name = self.function(source)
        api_id, address = self.rest_api(self.live(name), **settings)
        self.permit_rest(name, api_id)
        return address

    def permit_rest(self, name: str, api_id: str, **changes: Any) -> None:
        """Let the REST API invoke the function's alias, as AWS wants it."""
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*/*/*"
        self.permit_api(name, api_id, **{"SourceArn": source, **changes})

    def listener(self, port: int = 80, balancer: str = "") -> tuple[str, str]:
        """A listener that answers 404, by default of a new load balancer: (its ARN, theirs)."""
        subnets = self.ec2.describe_subnets()["Subnets"][:2]
        balancer = (
            balancer
            or self.balancers.create_load_balancer(
                Name=f"alb-{uuid.uuid4().hex[:8]}", Subnets=[each["SubnetId"] for each in subnets]
            )["LoadBalancers"][0]["LoadBalancerArn"]
        )
        nothing: Any = {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "nothing"}
        made = self.balancers.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTPS" if port == 443 else "HTTP",
            Port=port,
            DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": nothing}],
        )
        return made["Listeners"][0]["ListenerArn"], balancer

    def address(self, balancer: str) -> str:
        """Where a load balancer is served."""
        found = self.balancers.describe_load_balancers(LoadBalancerArns=[balancer])
        return f"http://{found['LoadBalancers'][0]['DNSName']}"

    def target_group(self, name: str, *, multi_value: bool = False) -> str:
        """A target group that has the function's alias, with its permission; its ARN."""
        made = self.balancers.create_target_group(
            Name=f"group-{uuid.uuid4().hex[:8]}", TargetType="lambda"
        )
        group = made["TargetGroups"][0]["TargetGroupArn"]
        self.lambda_.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId=f"alb-{uuid.uuid4().hex[:8]}",
            Action="lambda:InvokeFunction",
            Principal="elasticloadbalancing.amazonaws.com",
            SourceArn=group,
        )
        arn = self.lambda_.get_alias(FunctionName=name, Name="live")["AliasArn"]
        self.balancers.register_targets(TargetGroupArn=group, Targets=[{"Id": arn}])
        self.balancers.modify_target_group_attributes(
            TargetGroupArn=group,
            Attributes=[
                {"Key": "lambda.multi_value_headers.enabled", "Value": str(multi_value).lower()}
            ],
        )
        return group

    def rule(self, listener: str, group: str, priority: int, **conditions: list[str]) -> str:
        """A rule that leads to ``group``; conditions by field ("path_pattern")."""
        made = self.balancers.create_rule(
            ListenerArn=listener,
            Priority=priority,
            Conditions=[
                {"Field": field.replace("_", "-"), "Values": values}
                for field, values in conditions.items()
            ],
            Actions=[{"Type": "forward", "TargetGroupArn": group}],
        )
        return made["Rules"][0]["RuleArn"]

    def balanced(self, source: str, *, multi_value: bool = False) -> str:
        """A function that a load balancer leads everything to; the load balancer's address."""
        name = self.function(source)
        self.live(name)
        listener, balancer = self.listener()
        group = self.target_group(name, multi_value=multi_value)
        self.rule(listener, group, 1, path_pattern=["/*"])
        return self.address(balancer)

    def certificate(self, name: str) -> str:
        """A certificate for ``name``, issued by its record in a hosted zone; its ARN."""
        arn = self.acm.request_certificate(DomainName=name, ValidationMethod="DNS")[
            "CertificateArn"
        ]
        zone = self.route53.create_hosted_zone(Name=name, CallerReference=arn)["HostedZone"]["Id"]
        self.validate(arn, zone)
        return arn

    def validate(self, certificate: str, zone: str) -> None:
        """Put the records in the zone that validate the certificate."""
        found = self.acm.describe_certificate(CertificateArn=certificate)["Certificate"]
        for option in found["DomainValidationOptions"]:
            record: Any = {
                "Name": option["ResourceRecord"]["Name"],
                "Type": "CNAME",
                "TTL": 60,
                "ResourceRecords": [{"Value": option["ResourceRecord"]["Value"]}],
            }
            self.route53.change_resource_record_sets(
                HostedZoneId=zone,
                ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]},
            )

    def domain(self, name: str) -> str:
        """The custom domain ``name``; the address where it is served."""
        made = self.apis.create_domain_name(
            DomainName=name,
            DomainNameConfigurations=[
                {
                    "CertificateArn": self.certificate(name),
                    "EndpointType": "REGIONAL",
                    "SecurityPolicy": "TLS_1_2",
                }
            ],
            Tags={"lift:project": "site"},
        )
        return f"http://{made['DomainNameConfigurations'][0]['ApiGatewayDomainName']}"

    def map(self, domain: str, api_id: str, stage: str = "$default", key: str = "") -> str:
        """Lead the domain to the API; the mapping's id."""
        made = self.apis.create_api_mapping(
            DomainName=domain, ApiId=api_id, Stage=stage, ApiMappingKey=key
        )
        return made["ApiMappingId"]

    def url(self, name: str, without: str = "") -> str:
        """A public URL for the function's alias; all but one of its permissions, if so wanted."""
        config = self.lambda_.create_function_url_config(
            FunctionName=name, Qualifier="live", AuthType="NONE"
        )
        permissions: dict[str, dict[str, Any]] = {
            "lambda:InvokeFunctionUrl": {"FunctionUrlAuthType": "NONE"},
            "lambda:InvokeFunction": {"InvokedViaFunctionUrl": True},
        }
        for number, (action, condition) in enumerate(permissions.items()):
            if action != without:
                self.lambda_.add_permission(
                    FunctionName=name,
                    Qualifier="live",
                    StatementId=f"url-{number}",
                    Action=action,
                    Principal="*",
                    **condition,
                )
        return config["FunctionUrl"].rstrip("/")

    def change(self, name: str, source: str) -> None:
        """New code for ``$LATEST``."""
        code = zipped({"app.py": source})
        self.lambda_.update_function_code(FunctionName=name, ZipFile=code)

    def invoke(self, name: str, event: object = None, **parameters: Any) -> Any:
        """What the function answers to ``event``, from JSON."""
        answer = self.lambda_.invoke(
            FunctionName=name, Payload=json.dumps(event or {}).encode(), **parameters
        )
        return json.loads(answer["Payload"].read())

    def log(self, name: str) -> list[str]:
        """All messages of the function's log group; none when there is no group."""
        group = f"/aws/lambda/{name}"
        if not self.logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            return []
        found = self.logs.filter_log_events(logGroupName=group)["events"]
        return [event["message"] for event in found]
