"""boto3's invoke."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .aws import ACCOUNT, REGION, Aws

SOURCE = """
import os
def handler(event, context):
    print("hello from the handler")
    if event.get("fail"):
        raise ValueError("as wanted")
    return [context.invoked_function_arn, context.function_version, event]
"""


@pytest.fixture(scope="module")
def name(aws: Aws) -> str:
    name = aws.function(SOURCE)
    aws.live(name)
    return name


@pytest.mark.parametrize(
    ("form", "qualifier", "version"),
    [
        ("{name}", None, "$LATEST"),
        ("{name}", "$LATEST", "$LATEST"),
        ("{name}", "1", "1"),
        ("{name}", "live", "1"),
        ("{name}:live", None, "1"),
        ("{account}:function:{name}", None, "$LATEST"),
        ("arn:aws:lambda:{region}:{account}:function:{name}", None, "$LATEST"),
        ("arn:aws:lambda:{region}:{account}:function:{name}", "live", "1"),
        ("arn:aws:lambda:{region}:{account}:function:{name}:live", None, "1"),
    ],
)
def test_every_way_to_name_a_function(
    aws: Aws, name: str, form: str, qualifier: str | None, version: str
) -> None:
    named = form.format(name=name, account=ACCOUNT, region=REGION)
    extra: Any = {"Qualifier": qualifier} if qualifier else {}
    answer = aws.lambda_.invoke(FunctionName=named, Payload=b'{"a": 1}', **extra)
    arn, executed, event = json.loads(answer["Payload"].read())
    wanted = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
    tail = qualifier or ("live" if named.endswith(":live") else "")
    assert arn == (f"{wanted}:{tail}" if tail else wanted)
    assert executed == answer["ExecutedVersion"] == version
    assert event == {"a": 1}
    assert not {"FunctionError", "LogResult"} & set(answer)


def test_a_function_that_raises_is_a_function_error(aws: Aws, name: str) -> None:
    answer = aws.lambda_.invoke(FunctionName=name, Payload=b'{"fail": 1}')
    assert answer["StatusCode"] == 200
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Payload"].read())["errorMessage"] == "as wanted"


def test_the_log_comes_back_when_asked_for(aws: Aws, name: str) -> None:
    answer = aws.lambda_.invoke(FunctionName=name, LogType="Tail")
    log = base64.b64decode(answer["LogResult"]).decode()
    assert log.index("START RequestId: ") < log.index("hello from") < log.index("REPORT")


def test_an_event_is_accepted_at_once_and_runs(aws: Aws, wait: Callable[..., None]) -> None:
    name = aws.function("import time\ndef handler(event, context): time.sleep(0.3); print('ran')")
    begun = time.perf_counter()
    answer = aws.lambda_.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")
    assert answer["StatusCode"] == 202
    assert answer["Payload"].read() == b""
    assert time.perf_counter() - begun < 0.3
    wait(lambda: "ran\n" in aws.log(name))


def test_a_dry_run_runs_nothing(aws: Aws) -> None:
    name = aws.function("def handler(event, context): print('ran')")
    assert aws.lambda_.invoke(FunctionName=name, InvocationType="DryRun")["StatusCode"] == 204
    assert not aws.logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"FunctionName": "nobody"}, "ResourceNotFoundException"),
        ({"Qualifier": "nothing"}, "ResourceNotFoundException"),
        ({"Qualifier": "77"}, "ResourceNotFoundException"),
        ({"Payload": b"no json"}, "InvalidRequestContentException"),
        ({"Payload": json.dumps("x" * 6_400_000).encode()}, "RequestTooLargeException"),
        (
            {"Payload": json.dumps("x" * 1_100_000).encode(), "InvocationType": "Event"},
            "RequestTooLargeException",
        ),
        ({"FunctionName": "nobody", "InvocationType": "Event"}, "ResourceNotFoundException"),
        ({"FunctionName": "nobody", "InvocationType": "DryRun"}, "ResourceNotFoundException"),
    ],
)
def test_what_lambda_refuses(aws: Aws, name: str, parameters: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        aws.lambda_.invoke(**({"FunctionName": name} | parameters))
    assert refused.value.response["Error"]["Code"] == code


def test_weighted_aliases_share_the_traffic(aws: Aws) -> None:
    name = aws.function("def handler(event, context): return 1")
    aws.live(name)
    aws.change(name, "def handler(event, context): return 2")
    aws.lambda_.publish_version(FunctionName=name)
    weights: Any = {"AdditionalVersionWeights": {"2": 1.0}}
    aws.lambda_.update_alias(FunctionName=name, Name="live", RoutingConfig=weights)
    assert aws.invoke(name, Qualifier="live") == 2


def test_code_that_is_no_zip_is_an_error_of_the_service(aws: Aws) -> None:
    with pytest.raises(ClientError, match="cannot be unpacked"):
        aws.invoke(aws.function("", zip=b"no zip"))
