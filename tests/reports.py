"""The REPORT lines that the platform writes after each invocation."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from types_boto3_logs.client import CloudWatchLogsClient

WITHIN = 5.0  # seconds from an answer to its REPORT line


class Reports:
    """Those of one function, read from its log group."""

    def __init__(self, environment: Mapping[str, str], function: str) -> None:
        self._logs: CloudWatchLogsClient = boto3.client(
            "logs",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            region_name=environment["AWS_DEFAULT_REGION"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        )
        self._group = f"/aws/lambda/{function}"
        self._seen = set(self.lines())

    def lines(self) -> list[str]:
        """All of them; each is unlike every other, since it names its request."""
        pages = self._logs.get_paginator("filter_log_events").paginate(logGroupName=self._group)
        events = (event["message"] for page in pages for event in page["events"])
        return [message.rstrip() for message in events if message.startswith("REPORT ")]

    def cold_starts(self, requests: int) -> int:
        """How many of the latest ``requests`` had to start an execution environment."""
        until = time.monotonic() + WITHIN
        while len(new := set(self.lines()) - self._seen) < requests and time.monotonic() < until:
            time.sleep(0.01)
        self._seen |= new
        return sum("Init Duration" in line for line in new)
