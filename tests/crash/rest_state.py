"""REST APIs as they are on AWS, with what they serve, their API keys and usage plans."""

from typing import Any

from .world import World


def rest_apis(world: World) -> dict[str, Any]:
    client = world.plain("apigateway")
    return {
        f"{api['name']} {number}": {
            "tags": api.get("tags", {}),
            "compression": api.get("minimumCompressionSize"),
            "methods": _methods(client, api["id"]),
            "stages": {each["stageName"]: _stage(each) for each in _stages(client, api["id"])},
            "deployments": len(client.get_deployments(restApiId=api["id"])["items"]),
        }
        for number, api in enumerate(client.get_rest_apis()["items"])
    }


def usage_plans(world: World) -> dict[str, Any]:
    """Those that are there, with the stages and the keys of each; and all keys."""
    client = world.plain("apigateway")
    keys = sorted(key["name"] for key in client.get_api_keys()["items"])
    plans = {
        f"{plan['name']} {number}": {
            "tags": plan.get("tags", {}),
            "stages": plan["apiStages"],
            "keys": sorted(
                key["name"] for key in client.get_usage_plan_keys(usagePlanId=plan["id"])["items"]
            ),
        }
        for number, plan in enumerate(client.get_usage_plans()["items"])
    }
    return {"keys": keys, **plans} if keys or plans else {}


def _methods(client: Any, api: str) -> dict[str, Any]:
    """By path and verb."""
    resources = client.get_resources(restApiId=api, embed=["methods"])["items"]
    return {
        f"{resource['path']} {verb}": [
            method["apiKeyRequired"],
            method.get("methodIntegration", {}).get("uri"),
        ]
        for resource in resources
        for verb, method in resource.get("resourceMethods", {}).items()
    }


def _stages(client: Any, api: str) -> Any:
    return client.get_stages(restApiId=api)["item"]


def _stage(stage: Any) -> list[Any]:
    return [stage["methodSettings"], stage.get("tags")]
