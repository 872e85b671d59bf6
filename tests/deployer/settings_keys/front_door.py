"""Keys of the front door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from moto.wafv2.models import wafv2_backends

from lift.deployer.engine.status import status
from lift.deployer.settings import Stage, load

from ..bench import ACCOUNT, REGION, bench
from .case import BARE, STAGE, Case, Group, Make
from .opened import Deployed, application, deploy, deployed, loaded

ACL, OTHER_ACL = (f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/{n}/{n}" for n in "ab")


def door(there: Deployed) -> str | None:
    """What the stage's own address is one of; former ones answer until they are retired."""
    url = status(there.bench.connect()).url
    return url.split(".")[1] if url else None


def http_api(there: Deployed) -> Any:
    (api,) = there.bench.client("apigatewayv2").get_apis()["Items"]
    return api


def asked_for(there: Deployed) -> object:
    """What the route asks for, and the issuers of tokens."""
    client, api = there.bench.connect().apis, http_api(there)["ApiId"]
    (route,) = client.get_routes(ApiId=api)["Items"]
    authorizers = client.get_authorizers(ApiId=api)["Items"]
    issuers = [each.get("JwtConfiguration", {}).get("Issuer") for each in authorizers]
    return route.get("AuthorizationType"), issuers


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


def rest_stage(there: Deployed) -> Any:
    client = there.bench.client("apigateway")
    (api,) = client.get_rest_apis()["items"]
    (stage,) = client.get_stages(restApiId=api["id"])["item"]
    return {**api, **stage}


def clients(there: Deployed) -> list[str]:
    """Whose API keys there are, all of one usage plan."""
    client = there.bench.client("apigateway")
    keys = {key["id"]: key["name"] for key in client.get_api_keys()["items"]}
    for plan in client.get_usage_plans()["items"]:
        let_in = client.get_usage_plan_keys(usagePlanId=plan["id"])["items"]
        assert keys.keys() == {key["id"] for key in let_in}
    return sorted(keys.values())


@contextmanager
def with_web_acls(folder: Path) -> Iterator[Make[Deployed]]:
    """The web ACLs are there, under the ids that the settings name."""
    with bench(folder, application) as there:
        for arn in (ACL, OTHER_ACL):
            backend = wafv2_backends[ACCOUNT][REGION]
            acl = backend.create_web_acl(
                arn[-1], {}, {}, "REGIONAL", "", [], [], None, None, None, None, None
            )
            backend.wacls[arn] = backend.wacls.pop(acl.arn)
            acl.arn, acl.id = arn, arn.rpartition("/")[2]
        yield lambda file: deploy(there, load(file, STAGE))


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
            Case(
                "authorizer",
                "iam",
                {"type": "jwt", "issuer": "https://login.example.com", "audiences": ["shop"]},
                asked_for,
                (("NONE", []), ("AWS_IAM", []), ("JWT", ["https://login.example.com"])),
            ),
            Case("access_logs", True, {"retention_days": 90}, access_logs, (None, 30, 90)),
        ),
    ),
    Group(
        "REST API",
        with_web_acls,
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
            Case(
                "api_keys",
                ["a", "b"],
                ["b"],
                clients,
                ([], ["shop-production-a", "shop-production-b"], ["shop-production-b"]),
            ),
            Case(
                "compression",
                True,
                {"minimum_bytes": 10_000},
                lambda there: rest_stage(there).get("minimumCompressionSize"),
                (None, 1024, 10_000),
            ),
            Case(
                "web_acl_arn",
                ACL,
                OTHER_ACL,
                lambda there: rest_stage(there).get("webAclArn"),
                (None, ACL, OTHER_ACL),
            ),
        ),
        beside={**BARE, "api": "rest"},
    ),
    Group("constants", loaded, (Case("binary_support", True, True, nothing, (None, None, None)),)),
)
