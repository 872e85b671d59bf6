"""A sandbox to test against, with boto3 clients and what a small deployment needs."""

import io
import json
import sys
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3

from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

if TYPE_CHECKING:
    from types_boto3_apigatewayv2 import ApiGatewayV2Client
    from types_boto3_events import EventBridgeClient
    from types_boto3_iam import IAMClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_logs import CloudWatchLogsClient

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
        session: Any = boto3.Session("test", "test", region_name=REGION)
        self.client = partial(session.client, endpoint_url=self.sandbox.endpoint)
        self.lambda_: LambdaClient = self.client("lambda")
        self.apis: ApiGatewayV2Client = self.client("apigatewayv2")
        self.logs: CloudWatchLogsClient = self.client("logs")
        self.events: EventBridgeClient = self.client("events")
        self.iam: IAMClient = self.client("iam")
        self._shared: dict[str, tuple[str, str]] = {}
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

    def shared(self, source: str) -> tuple[str, str]:
        """The function of ``source`` that its readers share: its name, and its alias's ARN."""
        if source not in self._shared:
            name = self.function(source)
            self._shared[source] = name, self.live(name)
        return self._shared[source]

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
