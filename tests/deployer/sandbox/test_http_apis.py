"""HTTP APIs in the control plane."""

import httpx
import pytest
from botocore.exceptions import ClientError

from .aws import Aws


def test_every_call_tells_the_address_in_the_sandbox(aws: Aws) -> None:
    made = aws.apis.create_api(Name="known", ProtocolType="HTTP", Tags={"a": "b"})
    endpoint = made["ApiEndpoint"]
    assert endpoint.startswith("http://127.0.0.1:")
    assert made["Tags"] == {"a": "b"}
    assert aws.apis.get_api(ApiId=made["ApiId"])["ApiEndpoint"] == endpoint
    listed = [api for api in aws.apis.get_apis()["Items"] if api["ApiId"] == made["ApiId"]]
    assert [api["ApiEndpoint"] for api in listed] == [endpoint]


def test_two_apis_of_one_name_have_a_port_each(aws: Aws) -> None:
    made = [aws.apis.create_api(Name="twice", ProtocolType="HTTP") for _ in range(2)]
    assert made[0]["ApiEndpoint"] != made[1]["ApiEndpoint"]


def test_websocket_apis_have_no_door(aws: Aws) -> None:
    made = aws.apis.create_api(
        Name="socket", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action"
    )
    assert "execute-api" in made["ApiEndpoint"]
    aws.apis.delete_api(ApiId=made["ApiId"])


def test_quick_create_is_refused_not_half_done(aws: Aws) -> None:
    count = len(aws.apis.get_apis()["Items"])
    with pytest.raises(ClientError, match="does not emulate"):
        aws.apis.create_api(Name="quick", ProtocolType="HTTP", Target="arn:aws:lambda:x")
    assert len(aws.apis.get_apis()["Items"]) == count


def test_a_stage_can_be_updated(aws: Aws) -> None:
    api = aws.apis.create_api(Name="staged", ProtocolType="HTTP")["ApiId"]
    aws.apis.create_stage(ApiId=api, StageName="$default")
    assert aws.apis.update_stage(ApiId=api, StageName="$default", AutoDeploy=True)["AutoDeploy"]
    assert aws.apis.get_stage(ApiId=api, StageName="$default")["AutoDeploy"]
    for there, stage in ((api, "nothing"), ("nothing", "$default")):
        with pytest.raises(aws.apis.exceptions.NotFoundException):
            aws.apis.update_stage(ApiId=there, StageName=stage, AutoDeploy=True)


def test_the_integration_may_be_given_as_an_invocation_path(aws: Aws) -> None:
    name = aws.function("def handler(event, context): return {'statusCode': 204}")
    arn = aws.live(name)
    path = f"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    api_id, address = aws.api(path)
    aws.permit_api(name, api_id)
    assert httpx.get(address).status_code == 204
