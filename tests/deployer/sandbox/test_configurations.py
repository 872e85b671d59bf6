"""All of a function's configuration is kept, frozen with its versions and answered."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .aws import Aws

SOURCE = """\
import logging


def handler(event, context):
    logging.getLogger("shop").info("too quiet")
    logging.getLogger("shop").warning("heard")
"""
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:failed"
ALL: Any = {
    "DeadLetterConfig": {"TargetArn": QUEUE},
    "KMSKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1",
    "EphemeralStorage": {"Size": 1024},
    "TracingConfig": {"Mode": "Active"},
    "LoggingConfig": {
        "LogFormat": "JSON",
        "ApplicationLogLevel": "WARN",
        "SystemLogLevel": "INFO",
    },
}
NONE: Any = {
    "DeadLetterConfig": {"TargetArn": ""},
    "KMSKeyArn": "",
    "EphemeralStorage": {"Size": 512},
    "TracingConfig": {"Mode": "PassThrough"},
    "LoggingConfig": {"LogFormat": "Text"},
}


def parts(configuration: Any) -> dict[str, Any]:
    return {key: configuration[key] for key in ALL if configuration.get(key)}


def test_what_a_function_is_made_with_can_be_read(aws: Aws) -> None:
    name = aws.function(SOURCE, **ALL)
    assert parts(aws.lambda_.get_function(FunctionName=name)["Configuration"]) == ALL
    assert parts(aws.lambda_.get_function_configuration(FunctionName=name)) == ALL


def test_a_version_keeps_what_it_was_published_with(aws: Aws) -> None:
    name = aws.function(SOURCE)
    bare = parts(aws.lambda_.get_function_configuration(FunctionName=name))
    answer = aws.lambda_.update_function_configuration(FunctionName=name, **ALL)
    assert parts(answer) == ALL
    aws.live(name)
    aws.lambda_.update_function_configuration(FunctionName=name, **NONE)
    now = aws.lambda_.get_function_configuration(FunctionName=name)
    assert parts(now) == bare | {"DeadLetterConfig": {"TargetArn": ""}}
    versions = aws.lambda_.list_versions_by_function(FunctionName=name)["Versions"]
    assert parts(versions[1]) == ALL
    live = aws.lambda_.get_function_configuration(FunctionName=name, Qualifier="live")
    assert parts(live) == ALL
    assert aws.lambda_.publish_version(FunctionName=name)["Version"] == "2"


def test_json_lines_are_written_from_their_level_on(aws: Aws) -> None:
    name = aws.function(SOURCE, LoggingConfig=ALL["LoggingConfig"])
    aws.invoke(name)
    events = aws.logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    lines = [event["message"] for event in events if event["message"].startswith("{")]
    assert [json.loads(line)["message"] for line in lines] == ["heard"]


@pytest.mark.parametrize(
    "changes",
    [
        {"LoggingConfig": {"LogFormat": "Text", "SystemLogLevel": "WARN"}},
        {"FileSystemConfigs": [{"Arn": QUEUE, "LocalMountPath": "/mnt/a"}]},
    ],
)
def test_what_aws_cannot_combine_is_refused(aws: Aws, changes: Any) -> None:
    name = aws.function(SOURCE)
    with pytest.raises(ClientError, match="InvalidParameterValueException"):
        aws.lambda_.update_function_configuration(FunctionName=name, **changes)


def test_a_function_that_is_not_there_has_none(aws: Aws) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws.lambda_.get_function_configuration(FunctionName="nobody")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws.lambda_.update_function_configuration(FunctionName="nobody", Timeout=3)
