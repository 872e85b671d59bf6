"""The front doors that there are on AWS, as a part of the state."""

from typing import Any

from .world import World

State = dict[str, Any]


def doors(world: World) -> State:
    return {
        "api keys": _api_keys(world),
        "http apis": _http_apis(world),
        "rest apis": _rest_apis(world),
        "usage plans": _usage_plans(world),
    }


def known_ids(world: World) -> dict[str, str]:
    """What to write for the ids that AWS gives, which are in another order each time."""
    client = world.plain("apigateway")
    lists: dict[str, list[tuple[str, str]]] = {
        "API": [(api["Name"], api["ApiId"]) for api in _all_http_apis(world)],
        "REST": [(api["name"], api["id"]) for api in client.get_rest_apis()["items"]],
        "KEY": [(key["name"], key["id"]) for key in client.get_api_keys()["items"]],
        "PLAN": [(plan["name"], plan["id"]) for plan in client.get_usage_plans()["items"]],
    }
    return {
        identifier: f"{kind} {name} {number}"
        for kind, named in lists.items()
        for number, (name, identifier) in enumerate(sorted(named, key=lambda each: each[0]))
    }


def _http_apis(world: World) -> State:
    return {api["ApiId"]: _http_api(world, api) for api in _all_http_apis(world)}


def _all_http_apis(world: World) -> list[Any]:
    found: list[Any] = world.plain("apigatewayv2").get_apis()["Items"]
    return found


def _http_api(world: World, api: Any) -> State:
    client, this = world.plain("apigatewayv2"), {"ApiId": api["ApiId"]}
    integrations = {
        each["IntegrationId"]: each for each in client.get_integrations(**this)["Items"]
    }
    authorizers = {
        each["AuthorizerId"]: each["Name"]
        for each in world.ruled("apigatewayv2").get_authorizers(**this)["Items"]
    }
    return {
        "api": {key: api.get(key) for key in ("Name", "Tags", "CorsConfiguration")},
        "integrations": sorted(
            [each["IntegrationUri"], each["PayloadFormatVersion"], each["TimeoutInMillis"]]
            for each in integrations.values()
        ),
        "routes": {
            route["RouteKey"]: [
                integrations[route["Target"].partition("/")[2]]["IntegrationUri"],
                route.get("AuthorizationType"),
                authorizers.get(route.get("AuthorizerId")),
            ]
            for route in client.get_routes(**this)["Items"]
        },
        "authorizers": sorted(authorizers.values()),
        "stages": {
            stage["StageName"]: {
                key: stage.get(key)
                for key in ("AutoDeploy", "Tags", "DefaultRouteSettings", "AccessLogSettings")
            }
            for stage in client.get_stages(**this)["Items"]
        },
    }


def _rest_apis(world: World) -> State:
    client = world.plain("apigateway")
    return {api["id"]: _rest_api(client, api) for api in client.get_rest_apis()["items"]}


def _rest_api(client: Any, api: Any) -> State:
    this = {"restApiId": api["id"]}
    deployments = {
        each["id"]: each.get("description") for each in client.get_deployments(**this)["items"]
    }
    stages = client.get_stages(**this)["item"]
    return {
        "api": {
            key: value for key, value in api.items() if key not in ("createdDate", "rootResourceId")
        },
        "resources": {
            each["path"]: each.get("resourceMethods")
            for each in client.get_resources(**this, embed=["methods"])["items"]
        },
        "deployments": sorted(map(str, deployments.values())),
        "stages": {
            stage["stageName"]: {
                "serves": deployments.get(stage["deploymentId"]),
                "web ACL": stage.get("webAclArn"),
                **{key: stage.get(key) for key in ("methodSettings", "accessLogSettings", "tags")},
            }
            for stage in stages
        },
    }


def _api_keys(world: World) -> State:
    keys = world.plain("apigateway").get_api_keys()["items"]
    return {key["id"]: [key["name"], key["enabled"], key.get("tags")] for key in keys}


def _usage_plans(world: World) -> State:
    client = world.plain("apigateway")
    return {
        plan["id"]: {
            "plan": [plan["name"], plan["apiStages"], plan.get("tags")],
            "keys": sorted(
                key["name"] for key in client.get_usage_plan_keys(usagePlanId=plan["id"])["items"]
            ),
        }
        for plan in client.get_usage_plans()["items"]
    }
