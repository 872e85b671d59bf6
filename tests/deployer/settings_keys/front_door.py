"""Keys of the front door."""

from typing import Any

from lift.deployer.settings import Stage
from lift.deployer.status import status

from .case import BARE, Case, Group
from .opened import Deployed, deployed, loaded


def door(there: Deployed) -> str | None:
    """What the stage's own address is one of; former ones answer until they are retired."""
    url = status(there.bench.connect()).url
    return url.split(".")[1] if url else None


def http_api(there: Deployed) -> Any:
    (api,) = there.bench.client("apigatewayv2").get_apis()["Items"]
    return api


def origins(there: Deployed) -> object:
    return http_api(there).get("CorsConfiguration", {}).get("AllowOrigins")


def api_stage(there: Deployed) -> Any:
    api = http_api(there)["ApiId"]
    (stage,) = there.bench.client("apigatewayv2").get_stages(ApiId=api)["Items"]
    return stage


def limits(there: Deployed) -> object:
    """Requests a second and at once."""
    settings = api_stage(there)["DefaultRouteSettings"]
    return settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit")


def access_logs(there: Deployed) -> object:
    """How many days the log group keeps that is written to; it stays when that ends."""
    if not (settings := api_stage(there).get("AccessLogSettings")):
        return None
    name = settings["DestinationArn"].rpartition(":")[2]
    found = there.bench.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return found[0]["retentionInDays"]


def rest_api(there: Deployed) -> object:
    """Where it is reached, what counts as bytes, and how long it waits, in milliseconds."""
    client = there.bench.client("apigateway")
    (api,) = client.get_rest_apis()["items"]
    resources = client.get_resources(restApiId=api["id"], embed=["methods"])["items"]
    methods = [each["resourceMethods"]["ANY"]["methodIntegration"] for each in resources]
    (waits,) = {method["timeoutInMillis"] for method in methods}
    return *api["endpointConfiguration"]["types"], *api["binaryMediaTypes"], waits


def nothing(_: Stage) -> None:
    """The key has one value, which says what is so in any case."""


GROUPS = (
    Group(
        "front door",
        deployed,
        (Case("api", "url", "none", door, ("execute-api", "lambda-url", None)),),
    ),
    Group(
        "HTTP API",
        deployed,
        (
            Case(
                "cors",
                True,
                {"origins": ["https://shop.example"]},
                origins,
                (None, ["*"], ["https://shop.example"]),
            ),
            Case(
                "throttle",
                {"rate": 100, "burst": 200},
                {"rate": 1, "burst": 2},
                limits,
                ((None, None), (100, 200), (1, 2)),
            ),
            Case("access_logs", True, {"retention_days": 90}, access_logs, (None, 30, 90)),
        ),
    ),
    Group(
        "REST API",
        deployed,
        (
            Case(
                "rest_api",
                {"endpoint": "edge", "timeout_seconds": 10},
                {
                    "endpoint": "private",
                    "vpc_endpoint_ids": ["vpce-0a1b2c3d"],
                    "binary_types": ["image/png"],
                },
                rest_api,
                (
                    ("REGIONAL", "*/*", 29_000),
                    ("EDGE", "*/*", 10_000),
                    ("PRIVATE", "image/png", 29_000),
                ),
            ),
        ),
        beside={**BARE, "api": "rest"},
    ),
    Group("constants", loaded, (Case("binary_support", True, True, nothing, (None, None, None)),)),
)
