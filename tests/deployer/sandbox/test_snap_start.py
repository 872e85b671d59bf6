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


HOOKED = """
import json, random, sys
from snapshot_restore_py import register_after_restore, register_before_snapshot

done = ["init"]
register_before_snapshot(done.append, "before")
register_after_restore(done.append, "after")

def handler(event, context):
    import os
    return [*done, os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]]
"""
FAILING = """
from snapshot_restore_py import register_{when}

def fail():
    raise ValueError("no database")

register_{when}(fail)
handler = print
"""


def published(aws: Aws, source: str) -> str:
    name = aws.function(source, SnapStart=ON, Runtime=RUNTIME)
    aws.live(name)
    return name


def messages(aws: Aws, name: str) -> str:
    events = aws.logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    return "".join(event["message"] for event in events)


def test_hooks_run_between_init_and_the_first_event(aws: Aws) -> None:
    name = published(aws, HOOKED)
    assert aws.invoke(name, Qualifier="live") == ["init", "before", "after", "snap-start"]
    assert aws.invoke(name) == ["init", "on-demand"]
    log = messages(aws, name)
    assert log.index("INIT_START") < log.index("RESTORE_START") < log.index("RESTORE_REPORT")
    assert "Billed Restore Duration" in log


@pytest.mark.parametrize("when", ["before_snapshot", "after_restore"])
def test_a_hook_that_fails_fails_the_invocation(aws: Aws, when: str) -> None:
    name = published(aws, FAILING.format(when=when))
    answer = aws.lambda_.invoke(FunctionName=name, Qualifier="live")
    assert answer["FunctionError"] == "Unhandled"
    assert "no database" in answer["Payload"].read().decode()
