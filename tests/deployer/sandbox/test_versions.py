"""Versions and aliases as AWS has them."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from .aws import Aws, zipped

SOURCE = "def handler(event, context): return 1"


def publish(aws: Aws, name: str, **parameters: Any) -> str:
    return aws.lambda_.publish_version(FunctionName=name, **parameters)["Version"]


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return error.value.response["Error"]["Code"]


def test_publishing_what_has_not_changed_answers_with_the_same_version(aws: Aws) -> None:
    name = aws.function(SOURCE)
    assert [publish(aws, name), publish(aws, name, Description="again")] == ["1", "1"]
    aws.change(name, SOURCE)  # the same code, uploaded again
    assert publish(aws, name) == "1"
    aws.lambda_.update_function_configuration(FunctionName=name, MemorySize=512)
    assert publish(aws, name, Description="more memory") == "2"
    aws.change(name, SOURCE + "0")
    assert publish(aws, name) == "3"
    versions = aws.lambda_.list_versions_by_function(FunctionName=name)["Versions"]
    assert [v["Version"] for v in versions] == ["$LATEST", "1", "2", "3"]
    assert versions[2]["Description"] == "more memory"
    assert versions[2]["FunctionArn"].endswith(":2")


def test_new_code_may_bring_another_architecture(aws: Aws) -> None:
    name = aws.function(SOURCE)
    code = aws.lambda_.get_function_configuration(FunctionName=name)["CodeSha256"]
    answer = aws.lambda_.update_function_code(
        FunctionName=name, ZipFile=zipped({"app.py": SOURCE}), Architectures=["arm64"]
    )
    assert (answer["Architectures"], answer["CodeSha256"]) == (["arm64"], code)
    assert aws.lambda_.get_function_configuration(FunctionName=name)["Architectures"] == ["arm64"]


@pytest.mark.parametrize(
    "change",
    [
        {"Environment": {"Variables": {"A": "1"}}},
        {"Timeout": 11},
        {"Handler": "app.other"},
        {"Runtime": "python3.10"},
        {"VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}},
    ],
)
def test_each_change_of_the_configuration_makes_a_version(
    aws: Aws, change: dict[str, object]
) -> None:
    name = aws.function(SOURCE)
    publish(aws, name)
    parameters: Any = {"FunctionName": name, **change}
    aws.lambda_.update_function_configuration(**parameters)
    assert publish(aws, name) == "2"


def test_a_version_number_is_never_used_twice(aws: Aws) -> None:
    name = aws.function(SOURCE)
    publish(aws, name)
    aws.change(name, SOURCE + "2")
    assert publish(aws, name) == "2"
    aws.lambda_.delete_function(FunctionName=name, Qualifier="2")
    aws.change(name, SOURCE + "3")
    assert publish(aws, name) == "3"
    aws.lambda_.delete_function(FunctionName=name, Qualifier="1")
    aws.lambda_.delete_function(FunctionName=name, Qualifier="3")
    assert publish(aws, name) == "4"
    assert aws.invoke(name, Qualifier="4") == 13
    aws.lambda_.delete_function(FunctionName=name)


def test_the_others_stay_what_they_are_when_a_version_goes(aws: Aws) -> None:
    name = aws.function(SOURCE)
    for number in "123":
        aws.change(name, SOURCE + number)
        publish(aws, name, Description=f"release {number}")
    aws.lambda_.delete_function(FunctionName=name, Qualifier="1")
    aws.change(name, SOURCE + "4")
    publish(aws, name, Description="release 4")
    found = aws.lambda_.list_versions_by_function(FunctionName=name)["Versions"]
    assert [each["Version"] for each in found] == ["$LATEST", "2", "3", "4"]
    for each in found[1:]:
        by_arn = aws.lambda_.get_function_configuration(FunctionName=each["FunctionArn"])
        assert by_arn["Description"] == each["Description"] == f"release {each['Version']}"
        assert aws.invoke(name, Qualifier=each["Version"]) == int(f"1{each['Version']}")


def test_a_version_that_an_alias_points_to_cannot_be_deleted(aws: Aws) -> None:
    name = aws.function(SOURCE)
    aws.live(name)
    with pytest.raises(ClientError) as refused:
        aws.lambda_.delete_function(FunctionName=name, Qualifier="1")
    assert code_of(refused) == "ResourceConflictException"
    aws.lambda_.delete_alias(FunctionName=name, Name="live")
    aws.lambda_.delete_function(FunctionName=name, Qualifier="1")
    with pytest.raises(ClientError) as gone:
        aws.lambda_.get_function(FunctionName=name, Qualifier="1")
    assert code_of(gone) == "ResourceNotFoundException"


def test_a_version_keeps_its_code_and_configuration(aws: Aws) -> None:
    name = aws.function(
        "import os\ndef handler(event, context): return os.environ['A']",
        Environment={"Variables": {"A": "old"}},
    )
    publish(aws, name)
    new: Any = {"Variables": {"A": "new"}}
    aws.lambda_.update_function_configuration(FunctionName=name, Environment=new)
    assert [aws.invoke(name, Qualifier=q) for q in ("1", "$LATEST")] == ["old", "new"]


def test_the_hash_of_what_is_to_be_published_is_checked(aws: Aws) -> None:
    name = aws.function(SOURCE)
    with pytest.raises(ClientError) as refused:
        publish(aws, name, CodeSha256="another")
    assert code_of(refused) == "InvalidParameterValueException"
    code = aws.lambda_.get_function_configuration(FunctionName=name)["CodeSha256"]
    assert publish(aws, name, CodeSha256=code) == "1"


def test_an_alias_that_somebody_else_moved_is_not_overwritten(aws: Aws) -> None:
    name = aws.function(SOURCE)
    aws.live(name)
    before = aws.lambda_.get_alias(FunctionName=name, Name="live")["RevisionId"]
    moved = aws.lambda_.update_alias(FunctionName=name, Name="live", Description="mine")
    assert moved["RevisionId"] != before
    with pytest.raises(ClientError) as refused:
        aws.lambda_.update_alias(FunctionName=name, Name="live", RevisionId=before)
    assert code_of(refused) == "PreconditionFailedException"
    aws.lambda_.update_alias(FunctionName=name, Name="live", RevisionId=moved["RevisionId"])


@pytest.mark.parametrize("name", ["publish_version", "update_alias", "delete_function"])
def test_a_function_that_is_not_there_is_a_404(aws: Aws, name: str) -> None:
    parameters = {"FunctionName": "nobody"} | ({"Name": "live"} if name == "update_alias" else {})
    with pytest.raises(ClientError) as refused:
        getattr(aws.lambda_, name)(**parameters)
    assert code_of(refused) == "ResourceNotFoundException"


def test_an_alias_that_is_not_there_is_a_404(aws: Aws) -> None:
    with pytest.raises(ClientError) as refused:
        aws.lambda_.update_alias(FunctionName=aws.function(SOURCE), Name="nothing")
    assert code_of(refused) == "ResourceNotFoundException"
