"""API keys of REST APIs: who comes in, and how the application knows."""

from typing import Any

import httpx
import pytest

from .rest import Rest

SOURCE = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event["requestContext"]["identity"])}
"""
FORBIDDEN = (403, {"message": "Forbidden"})


@pytest.fixture(scope="module")
def keyed(rest: Rest) -> tuple[str, str]:
    """A REST API whose methods need a key: (id, address)."""
    name = rest.aws.function(SOURCE)
    api, address = rest.api(rest.aws.live(name))
    rest.permit(name, api)
    for resource in rest.client.get_resources(restApiId=api)["items"]:
        rest.client.update_method(
            restApiId=api,
            resourceId=resource["id"],
            httpMethod="ANY",
            patchOperations=[{"op": "replace", "path": "/apiKeyRequired", "value": "true"}],
        )
    rest.client.create_deployment(restApiId=api, stageName="live")
    return api, address


def got(address: str, key: str | None = None) -> tuple[int, dict[str, str]]:
    answer = httpx.get(address, headers={"x-api-key": key} if key else {})
    return answer.status_code, answer.json()


def test_a_key_opens_the_stages_of_its_usage_plan(rest: Rest, keyed: tuple[str, str]) -> None:
    api, address = keyed
    key = rest.client.create_api_key(name="partner", enabled=True)
    assert got(address) == got(address, "guessed") == got(address, key["value"]) == FORBIDDEN
    opened: Any = [{"apiId": api, "stage": "live"}]
    plan = rest.client.create_usage_plan(name="partners", apiStages=opened)["id"]
    rest.client.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
    status, identity = got(address, key["value"])
    assert status == 200
    assert (identity["apiKey"], identity["apiKeyId"]) == (key["value"], key["id"])
    disabled: Any = [{"op": "replace", "path": "/enabled", "value": "false"}]
    rest.client.update_api_key(apiKey=key["id"], patchOperations=disabled)
    assert got(address, key["value"]) == FORBIDDEN


def test_without_the_need_a_key_is_not_told(rest: Rest) -> None:
    status, identity = got(rest.served(SOURCE), "x")
    assert status == 200
    assert "apiKey" not in identity
