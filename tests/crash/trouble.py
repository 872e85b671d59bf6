"""What happens to a command on its way. Lives in the command's process."""

import os
import signal
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from botocore.exceptions import ConnectionClosedError

from ..aws_rules import Call
from .point import Point
from .world import Outcome

When = Literal["before", "after"]


class Trouble(Protocol):
    def before(self, call: Call, point: Point) -> Outcome | None:
        """Before an attempt is carried out: None lets it through."""

    def after(self, call: Call, point: Point) -> None:
        """When it was carried out, and the command does not know yet."""


class Undisturbed:
    def before(self, call: Call, point: Point) -> Outcome | None:
        return None

    def after(self, call: Call, point: Point) -> None:
        return None

    def __str__(self) -> str:
        return "undisturbed"


@dataclass
class _AtOneCall(Undisturbed):
    """``strike`` comes just before or just after the call at one point."""

    at: Point
    when: When

    def before(self, call: Call, point: Point) -> Outcome | None:
        if self.when == "before" and point == self.at:
            self.strike()
        return None

    def after(self, call: Call, point: Point) -> None:
        if self.when == "after" and point == self.at:
            self.strike()

    def strike(self) -> None:
        raise NotImplementedError


@dataclass
class Killed(_AtOneCall):
    """The process is gone."""

    def strike(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def __str__(self) -> str:
        return f"killed {self.when} {self.at}"


@dataclass
class Dropped(_AtOneCall):
    """The connection breaks once, the call carried out or not."""

    done: bool = False

    def strike(self) -> None:
        if not self.done:
            self.done = True
            raise ConnectionClosedError(endpoint_url="https://aws")

    def __str__(self) -> str:
        return f"connection lost {self.when} {self.at}"


@dataclass
class Denied(Undisturbed):
    """From this call on the caller has no right to the operation."""

    at: Point
    begun: bool = False

    def before(self, call: Call, point: Point) -> Outcome | None:
        self.begun = self.begun or point == self.at
        if not self.begun or not _same_operation(self.at, call):
            return None
        return _refusal(403, _DENIED.get(call.service, "AccessDeniedException"), "not authorized")

    def __str__(self) -> str:
        return f"denied {self.at}"


@dataclass
class Throttled(Undisturbed):
    """AWS throttles the operation ``times`` times from this call on."""

    at: Point
    times: int
    begun: bool = False

    def before(self, call: Call, point: Point) -> Outcome | None:
        self.begun = self.begun or point == self.at
        if not self.begun or self.times == 0 or not _same_operation(self.at, call):
            return None
        self.times -= 1
        code, status = _THROTTLING.get(call.service, ("ThrottlingException", 400))
        return _refusal(status, code, "Rate exceeded")

    def __str__(self) -> str:
        return f"throttled at {self.at}"


_DENIED = {
    "ec2": "UnauthorizedOperation",
    "elbv2": "AccessDenied",
    "iam": "AccessDenied",
    "route53": "AccessDenied",
    "s3": "AccessDenied",
    "sts": "AccessDenied",
}
_THROTTLING = {
    "apigateway": ("TooManyRequestsException", 429),
    "apigatewayv2": ("TooManyRequestsException", 429),
    "ec2": ("RequestLimitExceeded", 503),
    "elbv2": ("Throttling", 400),
    "iam": ("Throttling", 400),
    "lambda": ("TooManyRequestsException", 429),
    "route53": ("Throttling", 400),
    "s3": ("SlowDown", 503),
    "sts": ("Throttling", 400),
}


def _same_operation(point: Point, call: Call) -> bool:
    return f"{point.label} ".startswith(f"{call.name} ")


def _refusal(status: int, code: str, message: str) -> Outcome:
    parsed: dict[str, Any] = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}},
    }
    return Outcome(status, parsed)
