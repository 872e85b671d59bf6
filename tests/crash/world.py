"""AWS: the emulator behind AWS's rules, and time that passes when somebody sleeps."""

from dataclasses import dataclass
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.handlers import json_decode_policies
from moto.core.botocore_stubber import BotocoreStubber

from ..aws_rules import AwsRules, Call, FakeClock, Invoke

ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1})
LAG = 0.4  # seconds for which reads show what was before a write


@dataclass(frozen=True)
class Outcome:
    """What came of a call: AWS's answer as the SDK parses it; an error's has an ``Error``."""

    status: int
    parsed: dict[str, Any]


class World:
    """``rules`` are on the way of a command's calls, and not on the way of ``plain`` clients."""

    def __init__(self, region: str, invoke: Invoke) -> None:
        self.clock = FakeClock()
        self.rules = AwsRules(self.clock, invoke, lag=LAG)
        self._session = _emulated(region)
        self._ruled = self.rules.attach(_emulated(region), self._session.client("lambda"))
        # The command's own SDK does this: twice is once too often.
        self._ruled.events.unregister("after-call.iam", json_decode_policies)
        self._clients: dict[tuple[str, bool], Any] = {}

    def plain(self, service: str) -> Any:
        return self._client(service, ruled=False)

    def ruled(self, service: str) -> Any:
        return self._client(service, ruled=True)

    def answer(self, call: Call) -> Outcome:
        operation = getattr(self.ruled(call.service), xform_name(call.operation))
        try:
            parsed = operation(**call.parameters)
        except ClientError as error:
            response: Any = error.response
            return Outcome(response["ResponseMetadata"]["HTTPStatusCode"], response)
        if "Payload" in parsed:  # a stream does not go through a pipe
            parsed["Payload"] = parsed["Payload"].read()
        return Outcome(200, parsed)

    def _client(self, service: Any, *, ruled: bool) -> Any:
        if (service, ruled) not in self._clients:
            session = self._ruled if ruled else self._session
            self._clients[service, ruled] = session.client(service, config=ONCE)
        return self._clients[service, ruled]


def _emulated(region: str) -> boto3.Session:
    """A session whose calls moto answers in this process. Others keep their own ways."""
    session = boto3.Session("testing", "testing", region_name=region)
    stubber = BotocoreStubber()
    stubber.enabled = True
    events: Any = session.events
    events.register("before-send", stubber)
    return session
