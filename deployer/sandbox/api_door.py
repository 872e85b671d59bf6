"""What the doors of HTTP APIs and REST APIs have in common: custom domains lead to them."""

import re
from abc import abstractmethod
from dataclasses import dataclass, replace

from ..gateway.front_door import Arrival, FrontDoor
from ..gateway.request import Request
from .door import Answer, Door

# A function's ARN in the form that REST APIs use, and HTTP APIs may.
_INVOCATION = re.compile(r"arn:[^:]+:apigateway:[^:]+:lambda:path/[^/]+/functions/(.+)/invocations")


@dataclass(frozen=True)
class Mapping:
    """How ``domain`` leads to an API: ``base_path`` is "" or "/" and the mapping's key."""

    domain: str
    api_id: str
    stage: str
    base_path: str


class ApiDoor(Door):
    """Serves an API at its own address, and for the custom domains that are mapped to it."""

    @abstractmethod
    def respond(self, request: Request, arrival: Arrival, mapping: Mapping | None = None) -> Answer:
        """The answer to a request that came by ``mapping``, or to the API's own address."""

    def _front(self, mapping: Mapping | None) -> FrontDoor:
        """What the event says of the door: the domain, where it came by one."""
        return self.front if mapping is None else replace(self.front, host=mapping.domain)

    def _source_arn(self, rest: str) -> str:
        """The SourceArn of the API's requests: ``rest`` names stage and route."""
        region = self.region
        return f"arn:aws:execute-api:{region.name}:{region.account}:{self.front.id}/{rest}"


def function_of(uri: str) -> str:
    """The function's ARN in the ``uri`` of an integration."""
    match = _INVOCATION.fullmatch(uri)
    return match[1] if match else uri
