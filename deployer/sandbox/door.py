"""What the sandbox's front doors have in common: a port, permissions, a line a request."""

import json
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..gateway.front_door import Arrival, FrontDoor
from ..gateway.request import Request
from ..gateway.response import Response, message
from ..ui import Ui
from .catalogue import Region
from .http_server import HttpServer
from .invocation import Outcome
from .permissions import Caller
from .service_error import ServiceError
from .upstream import Upstream

# The response, and how the invocation went if there was one.
Answer = tuple[Response, Outcome | None]


class Refused(Exception):
    """A request that does not reach its function: the door answers ``response`` by itself."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class Door(ABC):
    """Served at ``url`` from construction to ``close``."""

    max_body: int  # bytes
    id_header: str  # names the request id in responses; "" where they have none

    def __init__(self, id_: str, region: Region, ui: Ui, upstream: Upstream) -> None:
        self.region = region
        self._ui = ui
        self._upstream = upstream
        self._server = HttpServer(self._serve, max_body=self.max_body, refuse=self.refuse)
        self.front = FrontDoor(id_, region.account, region.name, self._server.host, "http")
        self.url = f"http://{self._server.host}"

    @abstractmethod
    def respond(self, request: Request, arrival: Arrival) -> Answer:
        """The answer to a request; raises ``Refused``."""

    def refuse(self, status: int, text: str) -> Response:
        """The answer to what is no request, or is too large to be read."""
        return message(status, text)

    def identified(self, response: Response, arrival: Arrival) -> Response:
        """The response with the request's id, under the name that it has here."""
        if not self.id_header:
            return response
        return replace(response, headers=(*response.headers, (self.id_header, arrival.request_id)))

    def close(self) -> None:
        self._server.close()

    def _serve(self, request: Request) -> Response:
        begun = time.perf_counter()
        arrival = Arrival(str(uuid.uuid4()), time.time())
        try:
            response, outcome = self.respond(request, arrival)
        except Refused as refused:
            response, outcome = refused.response, None
        took = (time.perf_counter() - begun) * 1000
        warmth = "" if outcome is None else " cold" if outcome.cold else " warm"
        self._ui.step(f"{request.method} {request.target} {response.status} {took:.0f} ms{warmth}")
        return self.identified(response, arrival)

    def _permitted(self, arn: str, service: str, source_arn: str) -> bool:
        """Whether the function lets ``service`` invoke it for ``source_arn``; if not, say so."""
        context = {"aws:sourcearn": source_arn, "aws:sourceaccount": self.region.account}
        if self._upstream.allows(self.region, arn, Caller(service, context)):
            return True
        self._ui.warn(f"{self.url} may not invoke {arn}: see its permissions")
        return False

    def _invoked(
        self,
        arn: str,
        event: Mapping[str, object],
        arrival: Arrival,
        refused: Callable[[int], Response],
        seconds: float | None = None,
    ) -> Outcome:
        """How the function answered. ``refused`` gives the door's response to a status of Lambda's
        own, and to 504 when ``seconds`` are over: raised as ``Refused``."""
        try:
            return self._upstream.invoke(
                self.region, arn, _compact(event), arrival.trace_id, seconds
            )
        except TimeoutError:
            raise Refused(refused(504)) from None
        except ServiceError as error:
            self._ui.warn(f"{self.url}: {error.text}")
            raise Refused(refused(error.status)) from None


def _compact(event: object) -> bytes:
    """An event as the bytes that go to the function."""
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
