"""What goes when a function goes, and the account's settings."""

import pytest
from botocore.exceptions import ClientError

from .aws import Aws

SOURCE = "def handler(event, context): return context.function_version"


def test_a_function_made_anew_has_nothing_of_the_old(aws: Aws) -> None:
    name = aws.function(SOURCE)
    aws.live(name)
    aws.url(name)
    aws.lambda_.delete_function(FunctionName=name)
    aws.lambda_.create_function(
        FunctionName=name,
        Role=aws.role["Arn"],
        Code={"ZipFile": b"PK\5\6" + bytes(18)},
        Runtime="python3.13",
        Handler="app.handler",
    )
    assert aws.lambda_.list_aliases(FunctionName=name)["Aliases"] == []
    assert aws.lambda_.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"] == []
    assert aws.lambda_.publish_version(FunctionName=name)["Version"] == "1"
    with pytest.raises(ClientError):
        aws.lambda_.get_policy(FunctionName=name)


def test_deleting_a_version_leaves_the_rest(aws: Aws) -> None:
    name = aws.function(SOURCE)
    aws.lambda_.publish_version(FunctionName=name)
    aws.change(name, SOURCE + "\n")
    aws.live(name)
    aws.lambda_.delete_function(FunctionName=name, Qualifier="1")
    assert aws.invoke(name, Qualifier="live") == "2"
    with pytest.raises(ClientError):
        aws.invoke(name, Qualifier="1")


def test_a_function_that_is_not_there_cannot_be_deleted(aws: Aws) -> None:
    for parameters in ({"FunctionName": "nobody"}, {"FunctionName": "nobody", "Qualifier": "1"}):
        with pytest.raises(ClientError) as refused:
            aws.lambda_.delete_function(**parameters)
        assert refused.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_the_accounts_limits(aws: Aws) -> None:
    limit = aws.lambda_.get_account_settings()["AccountLimit"]
    assert limit["CodeSizeZipped"] == 50 * 1024 * 1024
    assert limit["CodeSizeUnzipped"] == 250 * 1024 * 1024
