"""Authorizers of REST APIs: what the emulator accepts and AWS does not.

https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
"""

from typing import Any

from moto.apigateway.models import RestAPI, apigateway_backends

from .call import Parameters, refusal
from .concern import Concern, before

ACCOUNT, REGION = "123456789012", "eu-west-1"
ASKS = {"COGNITO_USER_POOLS": "COGNITO_USER_POOLS", "CUSTOM": "REQUEST"}  # of a method -> its type


class RestAuthorizers(Concern):
    @before("apigateway CreateAuthorizer")
    def _create(self, params: Parameters) -> None:
        there = _api(params).authorizers.values()
        if any(each.name == params["name"] for each in there):
            raise refusal("ConflictException", "Authorizer name must be unique", "Create", 409)
        if params["type"] == "COGNITO_USER_POOLS":
            if not params.get("providerARNs"):
                raise _bad("ProviderARNs must be specified for a COGNITO_USER_POOLS authorizer")
        elif "/functions/arn:aws:lambda:" not in params["authorizerUri"]:
            raise _bad("Invalid Authorizer URI")

    @before("apigateway UpdateAuthorizer")
    def _update(self, params: Parameters) -> Any:
        there = _api(params).authorizers[params["authorizerId"]]
        for patch in params["patchOperations"]:
            if patch["path"] != "/providerARNs":
                there.apply_operations([patch])
                continue
            others = [each for each in there.provider_arns or () if each != patch["value"]]
            there.provider_arns = [*others, patch["value"]] if patch["op"] == "add" else others
        return there.to_json()

    @before("apigateway DeleteAuthorizer")
    def _delete(self, params: Parameters) -> None:
        for resource in _api(params).resources.values():
            for method in resource.resource_methods.values():
                if method.authorizer_id == params["authorizerId"]:
                    message = "Cannot delete authorizer, is referenced in method"
                    raise refusal("ConflictException", message, "DeleteAuthorizer", 409)

    @before("apigateway PutMethod")
    def _method(self, params: Parameters) -> None:
        wanted = ASKS.get(params["authorizationType"])
        there = _api(params).authorizers.get(params.get("authorizerId", ""))
        if wanted and (there is None or there.type != wanted):
            raise _bad("Invalid authorizer ID specified")
        if params.get("authorizationScopes") and wanted != "COGNITO_USER_POOLS":
            raise _bad("Scopes are supported with a user pool only")


def _api(params: Parameters) -> RestAPI:
    return apigateway_backends[ACCOUNT][REGION].apis[params["restApiId"]]


def _bad(message: str) -> Exception:
    return refusal("BadRequestException", message, "Authorizer")
