"""REST APIs to test against."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lift.deployer.resources.tags import SANDBOX_URL

from .aws import ACCOUNT, REGION, Aws

if TYPE_CHECKING:
    from types_boto3_apigateway import APIGatewayClient


@dataclass
class Rest:
    """REST APIs in the sandbox ``aws``, and the client that makes them."""

    aws: Aws

    def __post_init__(self) -> None:
        self.client: APIGatewayClient = self.aws.client("apigateway")

    def api(
        self,
        arn: str,
        *,
        timeout: int = 29_000,
        endpoint: str = "REGIONAL",
        asks: str = "NONE",
        **settings: Any,
    ) -> tuple[str, str]:
        """A REST API before ``arn``, deployed to "live", without permission: (id, address)."""
        configuration: Any = {"types": [endpoint]}
        api = self.client.create_rest_api(
            name="rest", endpointConfiguration=configuration, **settings
        )
        root = api["rootResourceId"]
        proxy = self.client.create_resource(restApiId=api["id"], parentId=root, pathPart="{proxy+}")
        for resource in (root, proxy["id"]):
            at: Any = {"restApiId": api["id"], "resourceId": resource, "httpMethod": "ANY"}
            self.client.put_method(**at, authorizationType=asks)
            self.client.put_integration(
                **at,
                type="AWS_PROXY",
                integrationHttpMethod="POST",
                uri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations",
                timeoutInMillis=timeout,
            )
        self.client.create_deployment(restApiId=api["id"], stageName="live")
        return api["id"], f"{api['tags'][SANDBOX_URL]}/live"

    def served(self, source: str, **settings: Any) -> str:
        """A function behind a REST API; the address of its stage."""
        name, arn = self.aws.shared(source)
        api_id, address = self.api(arn, **settings)
        self.permit(name, api_id)
        return address

    def permit(self, name: str, api_id: str, **changes: Any) -> None:
        """Let the REST API invoke the function's alias, as AWS wants it."""
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*/*/*"
        self.aws.permit_api(name, api_id, **{"StatementId": api_id, "SourceArn": source, **changes})

    def guard(self, api_id: str, authorizer: dict[str, Any], scopes: tuple[str, ...] = ()) -> str:
        """Let every method ask ``authorizer`` from now on; its id."""
        made = self.client.create_authorizer(restApiId=api_id, name="gate", **authorizer)
        asks = "CUSTOM" if authorizer["type"] == "REQUEST" else authorizer["type"]
        for resource in self.client.get_resources(restApiId=api_id)["items"]:
            at: Any = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": "ANY"}
            operations: list[Any] = [
                {"op": "replace", "path": "/authorizationType", "value": asks},
                {"op": "replace", "path": "/authorizerId", "value": made["id"]},
                *({"op": "add", "path": "/authorizationScopes", "value": s} for s in scopes),
            ]
            self.client.update_method(**at, patchOperations=operations)
        self.client.create_deployment(restApiId=api_id, stageName="live")
        return made["id"]
