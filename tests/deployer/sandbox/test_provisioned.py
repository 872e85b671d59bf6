"""Environments that are started beforehand and kept, counted by the function itself."""

import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .aws import Aws

# Each environment leaves a file when it starts; a request tells how many there are.
COUNTING = """
import os, pathlib, tempfile, uuid
HERE = pathlib.Path(tempfile.gettempdir())
ME = HERE / f"environment-{uuid.uuid4().hex}"
ME.write_text("")

def handler(event, context):
    return {
        "started": len(list(HERE.glob("environment-*"))),
        "me": ME.name,
        "kind": os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"],
    }
"""


def provided(aws: Aws, name: str, executions: int) -> Any:
    """Version 1 has ``executions`` ready, or AWS has given up."""
    this = {"FunctionName": name, "Qualifier": "1"}
    begun = aws.lambda_.put_provisioned_concurrency_config(
        **this, ProvisionedConcurrentExecutions=executions
    )
    assert begun["Status"] == "IN_PROGRESS"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        there = aws.lambda_.get_provisioned_concurrency_config(**this)
        if there["Status"] != "IN_PROGRESS":
            return there
        time.sleep(0.05)
    raise AssertionError("it is not ready")


def published(aws: Aws, source: str) -> str:
    name = aws.function(source)
    aws.live(name)
    return name


def test_the_first_request_meets_an_environment_that_was_there_before(aws: Aws) -> None:
    name = published(aws, COUNTING)
    there = provided(aws, name, 2)
    assert (there["Status"], there["AvailableProvisionedConcurrentExecutions"]) == ("READY", 2)
    first = aws.invoke(name, Qualifier="live")
    assert first["started"] == 2
    assert first["kind"] == "provisioned-concurrency"
    (config,) = aws.lambda_.list_provisioned_concurrency_configs(FunctionName=name)[
        "ProvisionedConcurrencyConfigs"
    ]
    assert config["FunctionArn"].endswith(f":{name}:1")


def test_another_number_starts_more_or_ends_some(aws: Aws) -> None:
    name = published(aws, COUNTING)
    provided(aws, name, 1)
    assert provided(aws, name, 3)["AvailableProvisionedConcurrentExecutions"] == 3
    assert aws.invoke(name, Qualifier="1")["started"] == 3
    assert provided(aws, name, 1)["AvailableProvisionedConcurrentExecutions"] == 1


def test_what_is_taken_back_is_gone(aws: Aws) -> None:
    name = published(aws, COUNTING)
    provided(aws, name, 1)
    this = {"FunctionName": name, "Qualifier": "1"}
    aws.lambda_.delete_provisioned_concurrency_config(**this)
    with pytest.raises(ClientError, match="ProvisionedConcurrencyConfigNotFoundException"):
        aws.lambda_.get_provisioned_concurrency_config(**this)
    assert aws.invoke(name, Qualifier="1")["kind"] == "on-demand"


def test_an_application_that_does_not_start_fails_as_on_aws(aws: Aws) -> None:
    there = provided(aws, published(aws, "raise RuntimeError('no such luck')"), 1)
    assert (there["Status"], there["StatusReason"]) == ("FAILED", "FUNCTION_ERROR_INIT_FAILURE")


@pytest.mark.parametrize("qualifier", ["$LATEST", "live"])
def test_only_a_version_can_have_it(aws: Aws, qualifier: str) -> None:
    name = published(aws, COUNTING)
    with pytest.raises(ClientError, match="published versions"):
        aws.lambda_.put_provisioned_concurrency_config(
            FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=1
        )


def test_a_version_that_is_not_there_is_not_found(aws: Aws) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws.lambda_.get_provisioned_concurrency_config(FunctionName="nobody", Qualifier="1")


def test_with_a_scalable_target_goes_what_belongs_to_it(aws: Aws) -> None:
    client = aws.client("application-autoscaling")
    this = {
        "ServiceNamespace": "lambda",
        "ResourceId": "function:f:1",
        "ScalableDimension": "lambda:function:ProvisionedConcurrency",
    }
    client.register_scalable_target(**this, MinCapacity=1, MaxCapacity=2)
    client.put_scheduled_action(
        **this,
        ScheduledActionName="x",
        Schedule="cron(0 8 ? * MON *)",
        ScalableTargetAction={"MinCapacity": 1, "MaxCapacity": 1},
    )
    client.deregister_scalable_target(**this)
    assert client.describe_scheduled_actions(ServiceNamespace="lambda")["ScheduledActions"] == []
