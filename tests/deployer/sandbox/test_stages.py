"""What APIs and function URLs do themselves: CORS, throttling, access logs."""

import json
from typing import Any

import httpx
import pytest

from lift.deployer.sandbox.stages import TokenBucket

from .aws import ACCOUNT, REGION, Aws
from .rest import Rest

SITE = "https://shop.example"
CORS: Any = {"AllowOrigins": [SITE], "AllowMethods": ["PUT"], "AllowHeaders": ["x-a"], "MaxAge": 9}
SOURCE = """def handler(event, context):
    headers = {"Access-Control-Allow-Origin": "https://own.example"}
    method = event["requestContext"]["http"]["method"]
    return {"statusCode": 200, "headers": headers, "body": method}
"""


@pytest.fixture(scope="module")
def function(aws: Aws) -> tuple[str, str]:
    """A function's name and its alias's ARN."""
    name = aws.function(SOURCE)
    return name, aws.live(name)


@pytest.fixture
def api(aws: Aws, function: tuple[str, str]) -> tuple[str, str]:
    name, arn = function
    api_id, address = aws.api(arn)
    aws.permit_api(name, api_id, StatementId=api_id)
    return api_id, address


def preflight(address: str, origin: str = SITE) -> httpx.Response:
    headers = {"origin": origin, "access-control-request-method": "PUT"}
    return httpx.options(address, headers=headers)


def check_cors(address: str, status: int) -> None:
    asked = preflight(address)
    assert asked.status_code == status
    assert asked.headers["access-control-allow-origin"] == SITE
    assert asked.headers["access-control-allow-methods"] == "PUT"
    assert "access-control-allow-origin" not in preflight(address, "https://evil.example").headers
    answered = httpx.put(address, headers={"origin": SITE})
    assert answered.text == "PUT"
    assert answered.headers["access-control-allow-origin"] == SITE
    assert httpx.options(address).text == "OPTIONS"  # no preflight: the application's


def test_an_http_api_answers_preflights_itself(aws: Aws, api: tuple[str, str]) -> None:
    api_id, address = api
    assert preflight(address).headers["access-control-allow-origin"] == "https://own.example"
    aws.apis.update_api(ApiId=api_id, CorsConfiguration=CORS)
    check_cors(address, 204)
    aws.apis.delete_cors_configuration(ApiId=api_id)
    assert preflight(address).text == "OPTIONS"


def test_a_function_url_does_too(aws: Aws, function: tuple[str, str]) -> None:
    name, _ = function
    address = aws.url(name)
    aws.lambda_.update_function_url_config(FunctionName=name, Qualifier="live", Cors=CORS)
    check_cors(address, 200)
    aws.lambda_.update_function_url_config(FunctionName=name, Qualifier="live", Cors={})
    assert preflight(address).text == "OPTIONS"


def test_a_stage_lets_no_more_through_than_it_is_told(aws: Aws, api: tuple[str, str]) -> None:
    api_id, address = api
    limit: Any = {"ThrottlingRateLimit": 0.001, "ThrottlingBurstLimit": 2}
    aws.apis.update_stage(ApiId=api_id, StageName="$default", DefaultRouteSettings=limit)
    assert [httpx.get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert httpx.get(address).json() == {"message": "Too Many Requests"}
    aws.apis.update_stage(ApiId=api_id, StageName="$default", DefaultRouteSettings={})
    assert httpx.get(address).status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    bucket = TokenBucket(lambda: now)
    assert [bucket.take(2, 3) for _ in range(4)] == [True, True, True, False]
    now = 0.5
    assert [bucket.take(2, 3) for _ in range(2)] == [True, False]
    now = 100.0
    assert [bucket.take(2, 3) for _ in range(4)] == [True, True, True, False]


def test_each_request_is_a_line_of_the_access_log(aws: Aws, api: tuple[str, str]) -> None:
    api_id, address = api
    aws.logs.create_log_group(logGroupName="/access")
    settings: Any = {
        "DestinationArn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/access",
        "Format": json.dumps(
            {"path": "$context.path", "status": "$context.status", "other": "$context.x"}
        ),
    }
    aws.apis.update_stage(ApiId=api_id, StageName="$default", AccessLogSettings=settings)
    httpx.get(f"{address}/a/b?c=d")
    aws.apis.delete_access_log_settings(ApiId=api_id, StageName="$default")
    httpx.get(f"{address}/unseen")
    events = aws.logs.filter_log_events(logGroupName="/access")["events"]
    lines = [json.loads(event["message"]) for event in events]
    assert lines == [{"path": "/a/b", "status": "200", "other": "-"}]


def patch(path: str, value: str) -> Any:
    return {"op": "replace", "path": path, "value": value}


def test_a_stage_of_a_rest_api_holds_back_and_logs_too(aws: Aws, rest: Rest) -> None:
    name = aws.function('def handler(event, context): return {"statusCode": 200}')
    api, address = rest.api(aws.live(name))
    rest.permit(name, api)
    aws.logs.create_log_group(logGroupName="/rest")
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/rest"
    patches = [
        patch("/*/*/throttling/rateLimit", "0.001"),
        patch("/*/*/throttling/burstLimit", "1"),
        patch("/accessLogSettings/destinationArn", group),
        patch("/accessLogSettings/format", "$context.path $context.status"),
    ]
    rest.client.update_stage(restApiId=api, stageName="live", patchOperations=patches)
    assert [httpx.get(f"{address}/a").status_code for _ in range(2)] == [200, 429]
    events = aws.logs.filter_log_events(logGroupName="/rest")["events"]
    assert sorted(event["message"] for event in events) == ["/live/a 200", "/live/a 429"]
    unlimited = [patch(f"/*/*/throttling/{name}", "-1") for name in ("rateLimit", "burstLimit")]
    rest.client.update_stage(restApiId=api, stageName="live", patchOperations=unlimited)
    assert [httpx.get(address).status_code for _ in range(2)] == [200, 200]
