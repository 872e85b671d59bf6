"""One call of the SDK, and AWS's refusal of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

Parameters = Mapping[str, Any]

_READS = ("Get", "List", "Describe", "Head", "Filter")


@dataclass(frozen=True)
class Call:
    """``service`` is the SDK's name for it ("lambda"), ``operation`` AWS's ("CreateFunction")."""

    service: str
    operation: str
    parameters: Parameters

    @property
    def name(self) -> str:
        return f"{self.service} {self.operation}"

    @property
    def writes(self) -> bool:
        return not self.operation.startswith((*_READS, "Invoke"))


def refusal(code: str, message: str, operation: str, status: int = 400) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, operation)
