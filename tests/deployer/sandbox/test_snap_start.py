"""SnapStart: what the control plane keeps of it, and how environments are restored."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from .aws import RUNTIME as OURS
from .aws import Aws

# The oldest that has it; it runs on this Python where the machine has no other.
RUNTIME: Any = max("python3.12", OURS)
ON: Any = {"ApplyOn": "PublishedVersions"}
SOURCE = "def handler(event, context):\n    return event\n"


def test_it_is_on_in_versions_that_were_published_with_it(aws: Aws) -> None:
    name = aws.function(SOURCE, SnapStart=ON, Runtime=RUNTIME)
    latest = aws.lambda_.get_function_configuration(FunctionName=name)
    assert latest["SnapStart"] == {**ON, "OptimizationStatus": "Off"}
    aws.live(name)
    live = aws.lambda_.get_function_configuration(FunctionName=name, Qualifier="live")
    assert live["SnapStart"] == {**ON, "OptimizationStatus": "On"}
    aws.lambda_.update_function_configuration(FunctionName=name, SnapStart={"ApplyOn": "None"})
    assert aws.lambda_.publish_version(FunctionName=name)["Version"] == "2"
    versions = aws.lambda_.list_versions_by_function(FunctionName=name)["Versions"]
    assert [version["SnapStart"]["ApplyOn"] for version in versions] == [
        "None",
        "PublishedVersions",
        "None",
    ]


@pytest.mark.parametrize(
    "changes", [{"Runtime": "python3.11"}, {"EphemeralStorage": {"Size": 1024}}]
)
def test_what_does_not_go_with_it_is_refused(aws: Aws, changes: Any) -> None:
    name = aws.function(SOURCE)
    with pytest.raises(ClientError, match=r"SnapStart|not supported"):
        aws.lambda_.update_function_configuration(FunctionName=name, SnapStart=ON, **changes)
