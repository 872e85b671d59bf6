"""REST APIs: what the emulator drops of them, and what AWS refuses or answers otherwise."""

import json
from typing import Any

from moto.apigateway.models import RestAPI, apigateway_backends

from .call import Parameters, refusal
from .concern import Concern, after, before

ACCOUNT, REGION = "123456789012", "eu-west-1"
TIMEOUT = 29_000  # milliseconds that every account may wait


class RestApis(Concern):
    @after("apigateway CreateRestApi")
    def _made(self, params: Parameters, parsed: Any) -> None:
        api = _api(parsed["id"])
        api.binaryMediaTypes = list(params.get("binaryMediaTypes", ()))
        parsed |= {"binaryMediaTypes": api.binaryMediaTypes}

    @before("apigateway UpdateRestApi")
    def _patched(self, params: Parameters) -> Any:
        api = _api(params["restApiId"])
        for patch in params["patchOperations"]:
            _patch(api, patch)
        return api.to_dict()

    @before("apigateway TagResource")
    def _tagged(self, params: Parameters) -> Any:
        kind, identifier, *below = params["resourceArn"].partition("::/")[2].split("/")
        if below:
            return None
        backend = apigateway_backends[ACCOUNT][REGION]
        kinds: dict[str, Any] = {
            "restapis": backend.apis,
            "apikeys": backend.keys,
            "usageplans": backend.usage_plans,
        }
        tagged = kinds[kind][identifier]
        tagged.tags = {**tagged.tags, **params["tags"]}
        return {}

    @before("apigateway CreateUsagePlan")
    def _opens(self, params: Parameters) -> None:
        for each in params["apiStages"]:
            if each["stage"] not in _api(each["apiId"]).stages:
                message = "Invalid API Stage identifier specified"
                raise refusal("NotFoundException", message, "CreateUsagePlan", 404)

    @before("apigateway DeleteUsagePlan")
    def _in_use(self, params: Parameters) -> None:
        plans = apigateway_backends[ACCOUNT][REGION].usage_plans
        if params["usagePlanId"] in plans and plans[params["usagePlanId"]].api_stages:
            message = "Cannot delete usage plan: it has associated API stages"
            raise refusal("BadRequestException", message, "DeleteUsagePlan")

    @before("apigateway DeleteRestApi")
    def _planned(self, params: Parameters) -> None:
        for plan in apigateway_backends[ACCOUNT][REGION].usage_plans.values():
            if any(each["apiId"] == params["restApiId"] for each in plan.api_stages):
                raise AssertionError("a usage plan is left with a stage that is gone")

    @before("apigateway PutIntegration")
    def _waits(self, params: Parameters) -> None:
        if params["timeoutInMillis"] > TIMEOUT:
            message = f"Timeout should be between 50 ms and {TIMEOUT} ms"
            raise refusal("BadRequestException", message, "PutIntegration")

    @before("apigateway PutMethod")
    def _once(self, params: Parameters) -> None:
        resource = _api(params["restApiId"]).resources[params["resourceId"]]
        if params["httpMethod"] in resource.resource_methods:
            message = "Method already exists for this resource"
            raise refusal("ConflictException", message, "PutMethod", 409)

    @before("apigateway CreateResource")
    def _no_twin(self, params: Parameters) -> None:
        for resource in _api(params["restApiId"]).resources.values():
            if resource.path_part == params["pathPart"]:
                message = "Another resource with the same parent already has this name"
                raise refusal("ConflictException", message, "CreateResource", 409)

    @before("apigateway DeleteDeployment")
    def _serves(self, params: Parameters) -> None:
        for stage in _api(params["restApiId"]).stages.values():
            if stage.deployment_id == params["deploymentId"]:
                message = "Active stages pointing to this deployment must be moved or deleted"
                raise refusal("BadRequestException", message, "DeleteDeployment")

    @after("apigateway GetRestApis")
    def _escaped(self, params: Parameters, parsed: Any) -> None:
        """A policy is answered with its API's ARN, and escaped once more."""
        for api in parsed["items"]:
            if policy := api.get("policy"):
                arn = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api['id']}/*"
                named = policy.replace("execute-api:/*", arn)
                api["policy"] = json.dumps(named)[1:-1]


def _api(identifier: str) -> RestAPI:
    return apigateway_backends[ACCOUNT][REGION].apis[identifier]


def _patch(api: RestAPI, patch: Any) -> None:
    add, value = patch["op"] != "remove", patch.get("value")
    match patch["path"].split("/")[1:]:
        case ["policy"]:
            api.policy = value or None
        case ["minimumCompressionSize"]:
            api.minimum_compression_size = int(value) if value else None
        case ["endpointConfiguration", "types", was]:
            assert api.endpoint_configuration["types"] == [was]
            api.endpoint_configuration["types"] = [value]
        case ["endpointConfiguration", "vpcEndpointIds"]:
            _put(api.endpoint_configuration.setdefault("vpcEndpointIds", []), value, add=add)
        case ["binaryMediaTypes", kind]:
            _put(api.binaryMediaTypes, kind.replace("~1", "/"), add=add)
        case path:
            raise refusal("BadRequestException", f"Invalid patch path {path}", "UpdateRestApi")


def _put(values: list[str], value: str, *, add: bool) -> None:
    if add:
        values.append(value)
    else:
        values.remove(value)
