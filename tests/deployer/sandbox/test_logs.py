"""What functions print, in CloudWatch Logs."""

import os
import re
from collections.abc import Sequence

from lift.deployer.sandbox.logs import Output

from .aws import Aws

TALK = """
import logging, sys
print("at import")
def handler(event, context):
    print("one")
    print("two", file=sys.stderr)
    print("no newline", end="")
    logging.getLogger().warning("careful")
    sys.stdout.write("end")
"""


def test_start_end_and_report_stand_around_what_was_printed(aws: Aws) -> None:
    name = aws.function(TALK, MemorySize=256)
    answer = aws.lambda_.invoke(FunctionName=name)
    request_id = answer["ResponseMetadata"]["RequestId"]
    lines = aws.log(name)
    assert lines[0].startswith("INIT_START Runtime Version: python:3.")
    assert lines[1:5] == [
        "at import\n",
        f"START RequestId: {request_id} Version: $LATEST\n",
        "one\n",
        "two\n",
    ]
    assert lines[5].startswith("no newline[WARNING]")
    assert request_id in lines[5]
    assert lines[6:8] == ["end", f"END RequestId: {request_id}\n"]
    assert re.fullmatch(
        rf"REPORT RequestId: {request_id}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\t"
        r"Memory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\t?\n",
        lines[8],
    )


def test_only_a_cold_start_reports_an_init_duration(aws: Aws) -> None:
    name = aws.function(TALK)
    aws.invoke(name)
    aws.invoke(name)
    reports = [line for line in aws.log(name) if line.startswith("REPORT")]
    assert ["Init Duration" in line for line in reports] == [True, False]


def test_a_traceback_is_one_event(aws: Aws) -> None:
    name = aws.function("def handler(event, context): raise ValueError('bad')")
    aws.invoke(name)
    (line,) = [line for line in aws.log(name) if "ValueError" in line]
    assert line.startswith("[ERROR] ValueError: bad\nTraceback (most recent call last):\n")


def test_each_environment_has_a_stream_named_like_lambdas(aws: Aws) -> None:
    name = aws.function(TALK)
    aws.live(name)
    aws.invoke(name)
    aws.invoke(name, Qualifier="live")
    streams = aws.logs.describe_log_streams(logGroupName=f"/aws/lambda/{name}")["logStreams"]
    names = [stream["logStreamName"] for stream in streams]
    assert len(names) == 2
    assert all(re.fullmatch(r"\d{4}/\d\d/\d\d/\[(\$LATEST|1)\][0-9a-f]{32}", n) for n in names)


def test_a_deleted_functions_log_group_stays_away(aws: Aws) -> None:
    name = aws.function("import time\ndef handler(event, context): time.sleep(0.2); print('late')")
    group = f"/aws/lambda/{name}"
    aws.lambda_.invoke(FunctionName=name, InvocationType="Event")
    while not aws.logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
        pass
    aws.lambda_.delete_function(FunctionName=name)
    aws.logs.delete_log_group(logGroupName=group)
    other = aws.function("import time\ndef handler(event, context): time.sleep(0.4)")
    aws.invoke(other)
    assert not aws.logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]


def test_a_log_group_deleted_under_a_living_function_is_no_error(aws: Aws) -> None:
    name = aws.function(TALK)
    aws.invoke(name)
    aws.logs.delete_log_group(logGroupName=f"/aws/lambda/{name}")
    assert aws.invoke(name) is None


class TestOutput:
    def test_lines_are_handed_on_whole_and_a_rest_when_drained(self) -> None:
        lines: list[str] = []

        def write(more: Sequence[str]) -> None:
            lines.extend(more)

        reading, writing = os.pipe()
        output = Output(os.fdopen(reading, "rb", buffering=0), write)
        os.write(writing, b"one\ntw")
        os.write(writing, b"o\nthree \xff\rmore\rand\nfour\rfive")
        output.drain()
        os.close(writing)
        wanted = ["one\n", "two\n", "three \ufffd\nmore\nand\n", "four\nfive"]
        assert lines == wanted
        output.drain()
        assert lines == wanted
