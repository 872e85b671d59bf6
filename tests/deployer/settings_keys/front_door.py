"""Keys of the front door."""

from typing import Any

from lift.deployer.settings import Stage

from .case import Case, Group
from .opened import Deployed, deployed, loaded


def doors(there: Deployed) -> list[str]:
    """What leads to the function."""
    functions = there.bench.client("lambda")
    found = [api["ProtocolType"] for api in there.bench.client("apigatewayv2").get_apis()["Items"]]
    try:
        functions.get_function_url_config(FunctionName=there.name, Qualifier="live")
    except functions.exceptions.ResourceNotFoundException:
        return found
    return [*found, "URL"]


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


def nothing(_: Stage) -> None:
    """The key has one value, which says what is so in any case."""


GROUPS = (
    Group("front door", deployed, (Case("api", "url", "none", doors, (["HTTP"], ["URL"], [])),)),
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
    Group("constants", loaded, (Case("binary_support", True, True, nothing, (None, None, None)),)),
)
