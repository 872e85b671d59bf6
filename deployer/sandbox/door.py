"""What an HTTP API and a function URL of the sandbox have in common: a port, a line a request."""

import json
import time
import uuid
from abc import ABC, abstractmethod
from dataclasses import replace

from ..gateway.front_door import Arrival, FrontDoor
from ..gateway.request import Request
from ..gateway.response import Response
from ..ui import Ui
from .catalogue import Region
from .http_server import HttpServer
from .invocation import Outcome


class Door(ABC):
    """Served at ``url`` from construction to ``close``."""

    max_body: int  # bytes
    id_header: str  # names the request id in responses

    def __init__(self, id_: str, region: Region, ui: Ui) -> None:
        self.region = region
        self._ui = ui
        self._server = HttpServer(self._serve, max_body=self.max_body)
        self.front = FrontDoor(id_, region.account, region.name, self._server.host, "http")
        self.url = f"http://{self._server.host}"

    @abstractmethod
    def respond(self, request: Request, arrival: Arrival) -> tuple[Response, Outcome | None]:
        """The response, and how the invocation went if there was one."""

    def close(self) -> None:
        self._server.close()

    def _serve(self, request: Request) -> Response:
        begun = time.perf_counter()
        arrival = Arrival(str(uuid.uuid4()), time.time())
        response, outcome = self.respond(request, arrival)
        took = (time.perf_counter() - begun) * 1000
        warmth = "" if outcome is None else " cold" if outcome.cold else " warm"
        self._ui.step(f"{request.method} {request.target} {response.status} {took:.0f} ms{warmth}")
        return replace(response, headers=(*response.headers, (self.id_header, arrival.request_id)))


def compact(event: object) -> bytes:
    """An event as the bytes that go to the function."""
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
