"""Serve a request with an ASGI 3 application. Imported only where the application is ASGI.

https://asgi.readthedocs.io/en/latest/specs/www.html, version 2.5. The whole body is collected. All
that the application's call awaits is done before the answer leaves, since the execution environment
freezes after it; tasks left over go on in the next invocation.
"""

from __future__ import annotations

import asyncio

from . import lifespan, loop
from .errors import InvalidResponse
from .response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .request import Request
    from .types import AsgiApplication, Message, RawHeader, Scope

CACHED = 512
VERSION = {"version": "3.0", "spec_version": "2.5"}


class Names(dict[str, bytes]):
    """Header names as ASGI wants them: lower case, bytes. A bounded cache."""

    def __missing__(self, name: str) -> bytes:
        encoded = name.lower().encode("utf-8", "replace")
        if len(self) < CACHED:
            self[name] = encoded
        return encoded


NAMES = Names()


def scope_of(request: Request, state: dict[str, Any]) -> Scope:
    return {
        "type": "http",
        "asgi": VERSION.copy(),
        "http_version": request.protocol.removeprefix("HTTP/").removesuffix(".0"),
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.encoded_path(),
        "query_string": request.query.encode("latin-1"),
        "root_path": request.root_path,
        "headers": [(NAMES[name], value.encode("latin-1")) for name, value in request.headers],
        "client": (request.client, 0) if request.client else None,
        "server": (request.host, request.port),
        "state": state.copy(),
        "extensions": {},
        "aws.event": request.event,
        "aws.context": request.context,
    }


class Exchange:
    """``receive`` and ``send`` of one request, and what they were given."""

    __slots__ = ("asked", "body", "chunks", "complete", "done", "headers", "status")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.status = 0
        self.headers: list[RawHeader] = []
        self.chunks: list[bytes] = []
        self.complete = False
        self.asked = False  # the body has been received
        self.done: asyncio.Event | None = None  # made when somebody waits for the end

    async def receive(self) -> Message:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        # The client is there until it has its answer: no disconnect before.
        if not self.complete:
            if self.done is None:
                self.done = asyncio.Event()
            await self.done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start" and not self.status:
            self.status = message["status"]
            self.headers = list(message.get("headers", ()))
        elif kind == "http.response.body" and self.status and not self.complete:
            # A copy: the application may use a bytearray again.
            self.chunks.append(bytes(message.get("body", b"")))
            if not message.get("more_body", False):
                self.end()
        else:
            raise InvalidResponse(f"the application sent {kind!r} out of turn: {self.stage()}")

    def end(self) -> None:
        self.complete = True
        if self.done is not None:
            self.done.set()

    def stage(self) -> str:
        if self.complete:
            return "the response is complete"
        return "the response has started" if self.status else "http.response.start comes first"

    def response(self, error: Exception | None) -> Response:
        """What was sent, if it is whole; else the application's error, or a word about it."""
        if not self.complete:
            if error is not None:
                raise error
            if self.status:
                raise InvalidResponse("the application returned before the end of its response")
            raise InvalidResponse("the application returned without sending http.response.start")
        headers = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in self.headers
        ]
        return Response(self.status, headers, b"".join(self.chunks), "", error)


class Server:
    """An ASGI application, served; started (lifespan) when this is made."""

    def __init__(self, application: AsgiApplication, mode: str) -> None:
        self.application = application
        self.state = lifespan.start(application, mode)

    def serve(self, request: Request) -> Response:
        exchange = Exchange(request.body)
        scope = scope_of(request, self.state)
        error = loop.run(self.application, scope, exchange.receive, exchange.send)
        return exchange.response(error)
