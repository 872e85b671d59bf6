"""REST APIs in the control plane."""

from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from .aws import REGION, Aws
from .rest import Rest

NOWHERE = "arn:aws:lambda:eu-west-1:123456789012:function:any"


def test_every_call_tells_the_address_in_the_sandbox(rest: Rest) -> None:
    made = rest.client.create_rest_api(name="known", tags={"a": "b"}, binaryMediaTypes=["*/*"])
    address = made["tags"]["lift:sandbox-url"]
    assert address.startswith("http://127.0.0.1:")
    assert made["tags"]["a"] == "b"
    assert made["binaryMediaTypes"] == ["*/*"]
    assert rest.client.get_rest_api(restApiId=made["id"])["tags"]["lift:sandbox-url"] == address
    listed = [each for each in rest.client.get_rest_apis()["items"] if each["id"] == made["id"]]
    assert [each["tags"]["lift:sandbox-url"] for each in listed] == [address]


def test_deleting_an_api_closes_its_port(rest: Rest) -> None:
    api_id, address = rest.api(NOWHERE)
    assert httpx.get(address).status_code == 500
    rest.client.delete_rest_api(restApiId=api_id)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    with pytest.raises(rest.client.exceptions.NotFoundException):
        rest.client.delete_rest_api(restApiId=api_id)


def test_tags(aws: Aws, rest: Rest) -> None:
    api = rest.client.create_rest_api(name="tagged", tags={"a": "1"})
    arn = f"arn:aws:apigateway:{REGION}::/restapis/{api['id']}"
    rest.client.tag_resource(resourceArn=arn, tags={"b": "2", "c": "3"})
    rest.client.untag_resource(resourceArn=arn, tagKeys=["a", "c"])
    address = api["tags"]["lift:sandbox-url"]
    assert rest.client.get_tags(resourceArn=arn)["tags"] == {"b": "2", "lift:sandbox-url": address}


def test_an_api_can_be_updated(rest: Rest) -> None:
    api_id, _ = rest.api(NOWHERE)
    changes: Any = [
        {"op": "replace", "path": "/name", "value": "renamed"},
        {"op": "add", "path": "/binaryMediaTypes/image~1png"},
        {"op": "add", "path": "/binaryMediaTypes/*~1*"},
        {"op": "remove", "path": "/binaryMediaTypes/image~1png"},
        {"op": "replace", "path": "/minimumCompressionSize", "value": "10"},
        {"op": "replace", "path": "/endpointConfiguration/types/REGIONAL", "value": "PRIVATE"},
        {"op": "add", "path": "/endpointConfiguration/vpcEndpointIds", "value": "vpce-1"},
        {"op": "add", "path": "/endpointConfiguration/vpcEndpointIds", "value": "vpce-2"},
        {"op": "remove", "path": "/endpointConfiguration/vpcEndpointIds", "value": "vpce-1"},
    ]
    api: Any = rest.client.update_rest_api(restApiId=api_id, patchOperations=changes)
    assert api["name"] == "renamed"
    assert api["binaryMediaTypes"] == ["*/*"]
    assert api["minimumCompressionSize"] == 10
    assert api["endpointConfiguration"] == {"types": ["PRIVATE"], "vpcEndpointIds": ["vpce-2"]}
    off: Any = [{"op": "replace", "path": "/minimumCompressionSize"}]
    api = rest.client.update_rest_api(restApiId=api_id, patchOperations=off)
    assert api.get("minimumCompressionSize") is None
    wrong: Any = [{"op": "replace", "path": "/nothing", "value": "1"}]
    with pytest.raises(rest.client.exceptions.BadRequestException, match="Invalid patch path"):
        rest.client.update_rest_api(restApiId=api_id, patchOperations=wrong)


def test_a_method_and_its_integration_can_be_updated(rest: Rest) -> None:
    api_id, _ = rest.api(NOWHERE)
    resource = rest.client.get_resources(restApiId=api_id)["items"][0]["id"]
    at: Any = {"restApiId": api_id, "resourceId": resource, "httpMethod": "ANY"}
    changes: Any = [
        {"op": "replace", "path": "/authorizationType", "value": "AWS_IAM"},
        {"op": "replace", "path": "/apiKeyRequired", "value": "true"},
        {"op": "add", "path": "/authorizationScopes", "value": "read"},
    ]
    method = rest.client.update_method(**at, patchOperations=changes)
    assert method["authorizationType"] == "AWS_IAM"
    assert method["apiKeyRequired"]
    assert method["authorizationScopes"] == ["read"]
    changes = [{"op": "replace", "path": "/timeoutInMillis", "value": "1000"}]
    assert rest.client.update_integration(**at, patchOperations=changes)["timeoutInMillis"] == 1000
    assert rest.client.get_integration(**at)["timeoutInMillis"] == 1000
    for call in (rest.client.update_method, rest.client.update_integration):
        with pytest.raises(rest.client.exceptions.NotFoundException):
            call(**{**at, "httpMethod": "GET"}, patchOperations=changes)


def test_a_stage_keeps_its_settings_when_another_deployment_is_made(rest: Rest) -> None:
    api_id, _ = rest.api(NOWHERE)
    changes: Any = [{"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "5"}]
    before = rest.client.update_stage(restApiId=api_id, stageName="live", patchOperations=changes)
    made = rest.client.create_deployment(restApiId=api_id, stageName="live", description="second")
    stage = rest.client.get_stage(restApiId=api_id, stageName="live")
    assert stage["deploymentId"] == made["id"] != before["deploymentId"]
    assert stage["methodSettings"]["*/*"]["throttlingRateLimit"] == 5
    found = rest.client.get_deployment(restApiId=api_id, deploymentId=made["id"])
    assert found["description"] == "second"


def test_a_deployment_is_deleted_once_no_stage_serves_it(rest: Rest) -> None:
    api_id, _ = rest.api(NOWHERE)
    first = rest.client.get_stage(restApiId=api_id, stageName="live")["deploymentId"]
    with pytest.raises(rest.client.exceptions.BadRequestException, match="Active stages"):
        rest.client.delete_deployment(restApiId=api_id, deploymentId=first)
    rest.client.create_deployment(restApiId=api_id, stageName="live")
    rest.client.delete_deployment(restApiId=api_id, deploymentId=first)
    with pytest.raises(rest.client.exceptions.NotFoundException):
        rest.client.delete_deployment(restApiId=api_id, deploymentId=first)


def test_an_api_without_methods_cannot_be_deployed(rest: Rest) -> None:
    api = rest.client.create_rest_api(name="empty")
    with pytest.raises(ClientError, match="doesn't contain any methods"):
        rest.client.create_deployment(restApiId=api["id"], stageName="live")
    assert rest.client.get_stages(restApiId=api["id"])["item"] == []


def test_a_private_api_is_deployed_only_with_a_policy(rest: Rest) -> None:
    api_id, _ = rest.api(NOWHERE)
    private: Any = [
        {"op": "replace", "path": "/endpointConfiguration/types/REGIONAL", "value": "PRIVATE"}
    ]
    rest.client.update_rest_api(restApiId=api_id, patchOperations=private)
    with pytest.raises(rest.client.exceptions.BadRequestException, match="resource policy"):
        rest.client.create_deployment(restApiId=api_id)
    policy: Any = [{"op": "replace", "path": "/policy", "value": "{}"}]
    rest.client.update_rest_api(restApiId=api_id, patchOperations=policy)
    rest.client.create_deployment(restApiId=api_id)


def test_only_regional_and_private_apis_wait_longer_than_29_seconds(rest: Rest) -> None:
    rest.api(NOWHERE, timeout=60_000)
    for wrong in ({"timeout": 49}, {"timeout": 29_001, "endpoint": "EDGE"}):
        with pytest.raises(rest.client.exceptions.BadRequestException, match="between 50 ms"):
            rest.api(NOWHERE, **wrong)
