"""Function URL configurations."""

from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from .aws import Aws

SOURCE = "def handler(event, context): return {'statusCode': 200, 'body': context.function_version}"


@pytest.fixture
def name(aws: Aws) -> str:
    name = aws.function(SOURCE)
    aws.live(name)
    return name


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return error.value.response["Error"]["Code"]


def test_a_function_and_its_alias_have_urls_of_their_own(aws: Aws, name: str) -> None:
    alias = aws.url(name)
    plain = aws.lambda_.create_function_url_config(FunctionName=name, AuthType="NONE")
    aws.lambda_.add_permission(
        FunctionName=name,
        StatementId="1",
        Action="lambda:InvokeFunctionUrl",
        Principal="*",
        FunctionUrlAuthType="NONE",
    )
    aws.lambda_.add_permission(
        FunctionName=name,
        StatementId="2",
        Action="lambda:InvokeFunction",
        Principal="*",
        InvokedViaFunctionUrl=True,
    )
    assert httpx.get(plain["FunctionUrl"]).text == "$LATEST"
    assert httpx.get(alias).text == "1"
    listed = aws.lambda_.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"]
    assert {each["FunctionArn"].rpartition(":")[2] for each in listed} == {"live", name}


def test_get_update_and_delete(aws: Aws, name: str) -> None:
    address = aws.url(name)
    got = aws.lambda_.get_function_url_config(FunctionName=name, Qualifier="live")
    assert got["FunctionUrl"] == f"{address}/"
    assert (got["AuthType"], got["InvokeMode"]) == ("NONE", "BUFFERED")
    cors: Any = {"AllowOrigins": ["*"]}
    aws.lambda_.update_function_url_config(FunctionName=name, Qualifier="live", Cors=cors)
    got = aws.lambda_.get_function_url_config(FunctionName=name, Qualifier="live")
    assert got["Cors"] == cors
    aws.lambda_.delete_function_url_config(FunctionName=name, Qualifier="live")
    with pytest.raises(ClientError) as gone:
        aws.lambda_.get_function_url_config(FunctionName=name, Qualifier="live")
    assert code_of(gone) == "ResourceNotFoundException"
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_deleting_the_alias_deletes_its_url(aws: Aws, name: str) -> None:
    address = aws.url(name)
    aws.lambda_.delete_alias(FunctionName=name, Name="live")
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
    assert not aws.lambda_.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"FunctionName": "nobody"}, "ResourceNotFoundException"),
        ({"Qualifier": "nothing"}, "ResourceNotFoundException"),
        ({"Qualifier": "live"}, "ResourceConflictException"),
        ({"InvokeMode": "RESPONSE_STREAM"}, "InvalidParameterValueException"),
    ],
)
def test_what_is_refused(aws: Aws, name: str, parameters: dict[str, str], code: str) -> None:
    aws.url(name)
    wanted: Any = {"FunctionName": name, "AuthType": "NONE", **parameters}
    with pytest.raises(ClientError) as refused:
        aws.lambda_.create_function_url_config(**wanted)
    assert code_of(refused) == code
