"""Authorizers of HTTP APIs: what the emulator accepts and AWS does not, and what it cannot list.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html
"""

from collections.abc import Mapping
from typing import Any

from moto.apigatewayv2.models import Api, apigatewayv2_backends

from .call import Parameters, refusal
from .concern import Concern, before

ACCOUNT = "123456789012"
ASKS = {"JWT": "JWT", "CUSTOM": "REQUEST"}  # a route's authorization, its authorizer's type


class Authorizers(Concern):
    @before("apigatewayv2 GetAuthorizers")
    def _list(self, params: Parameters) -> Any:
        there = self._api(params).authorizers.values()
        return {"Items": [_shown(each.to_json()) for each in there]}

    @before("apigatewayv2 CreateAuthorizer")
    def _create(self, params: Parameters) -> None:
        if any(each.name == params["Name"] for each in self._api(params).authorizers.values()):
            raise refusal("ConflictException", "Authorizer name must be unique.", "Create", 409)
        self._check(params)

    @before("apigatewayv2 UpdateAuthorizer")
    def _check(self, params: Parameters) -> None:
        if params["AuthorizerType"] == "JWT":
            if not params["JwtConfiguration"]["Issuer"].startswith("https://"):
                raise _bad("Invalid issuer")
            return
        if "AuthorizerPayloadFormatVersion" not in params:
            raise _bad("AuthorizerPayloadFormatVersion is a required parameter")
        if "/functions/arn:aws:lambda:" not in params["AuthorizerUri"]:
            raise _bad("Invalid Authorizer URI")
        if params["AuthorizerResultTtlInSeconds"] and not params["IdentitySource"]:
            raise _bad("Identity source cannot be empty with caching enabled")

    @before("apigatewayv2 DeleteAuthorizer")
    def _delete(self, params: Parameters) -> None:
        routes = self._api(params).routes.values()
        if any(route.authorizer_id == params["AuthorizerId"] for route in routes):
            raise refusal("ConflictException", "It is referenced by a route.", "Delete", 409)

    @before("apigatewayv2 CreateRoute", "apigatewayv2 UpdateRoute")
    def _route(self, params: Parameters) -> None:
        authorization = params.get("AuthorizationType", "NONE")
        wanted = ASKS.get(authorization)
        there = self._api(params).authorizers.get(params.get("AuthorizerId", ""))
        if wanted and (there is None or there.authorizer_type != wanted):
            raise _bad("Invalid authorizer ID specified.")
        if params.get("AuthorizationScopes") and authorization != "JWT":
            raise _bad("Scopes are supported with JWT only")
        if "RouteId" in params and params.get("AuthorizationScopes") == []:
            # The emulator would leave those that are there.
            self._api(params).routes[params["RouteId"]].authorization_scopes = []

    def _api(self, params: Parameters) -> Api:
        region = self.memory.plain.meta.region_name
        return apigatewayv2_backends[ACCOUNT][region].apis[params["ApiId"]]


def _shown(value: Any) -> Any:
    """As the SDK parses it: names with a capital, nothing that is not there."""
    if not isinstance(value, Mapping):
        return value
    return {
        key[0].upper() + key[1:]: _shown(inner) for key, inner in value.items() if inner is not None
    }


def _bad(message: str) -> Exception:
    return refusal("BadRequestException", message, "Authorizer")
