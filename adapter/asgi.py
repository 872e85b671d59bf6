"""Serve a request with an ASGI 3 application. Imported only where the application is ASGI.

https://asgi.readthedocs.io/en/latest/specs/www.html, version 2.5. The whole body is collected. All
that the application's call awaits is done before the answer leaves, since the execution environment
freezes after it; tasks left over go on in the next invocation.
"""

from __future__ import annotations

import asyncio
import os
from weakref import WeakSet

from . import lifespan, loop
from .body import copied
from .errors import InvalidResponse
from .headers import pairs
from .memo import Memo, remember
from .response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .request import Request
    from .types import (
        AsgiApplication,
        Header,
        LoopFactory,
        Message,
        RawHeader,
        Receive,
        Scope,
        Send,
    )

VERSION = {"version": "3.0", "spec_version": "2.5"}
HTTP_VERSIONS = {"HTTP/1.0": "1.0", "HTTP/1.1": "1.1", "HTTP/2.0": "2", "HTTP/2": "2"}

# An application that waits for its client to leave hears that it has so many seconds before the
# invocation is out of time: enough to clean up, and for an answer to leave.
MARGIN = 0.25


def scope_of(request: Request, state: dict[str, Any]) -> Scope:
    headers = raw_headers(request.headers, request.lists)
    if request.body:
        headers = counted(headers, len(request.body))
    return {
        "type": "http",
        "asgi": VERSION.copy(),
        "http_version": HTTP_VERSIONS.get(request.protocol, "1.1"),
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.encoded_path(),
        "query_string": request.query.encode("latin-1"),
        "root_path": request.root_path,
        "headers": headers,
        "client": (request.client, 0) if request.client else None,
        "server": (request.host, request.port),
        "state": state.copy(),
        "extensions": {},
        "aws.event": request.event,
        "aws.context": request.context,
    }


def raw_headers(headers: dict[str, Any], lists: bool) -> list[RawHeader]:
    """The request's headers as ASGI wants them: names in lower case, and bytes."""
    raw = RAW_NAMES
    try:
        if lists:  # nearly always of one value
            return [(raw[name], value.encode("latin-1")) for name, (value,) in headers.items()]
        return [(raw[name], value.encode("latin-1")) for name, value in headers.items()]
    except (KeyError, AttributeError, TypeError, ValueError):  # a new name, repeats, no plain text
        return [(raw_name(name), value.encode("latin-1")) for name, value in pairs(headers, lists)]


def counted(headers: list[RawHeader], size: int) -> list[RawHeader]:
    """The headers with the true length of the body.

    REST APIs leave it out, and Django takes a form without it for an empty one.
    """
    length = (b"content-length", b"%d" % size)
    if length in headers:
        return headers
    return [header for header in headers if header[0] != length[0]] + [length]


def raw_name(name: str) -> bytes:
    raw = name.lower().encode("utf-8", "replace")
    remember(RAW_NAMES, name, raw)
    return raw


RAW_NAMES: dict[str, bytes] = {}  # of the header names seen


def text_headers(headers: Iterable[RawHeader]) -> list[Header]:
    """The response's headers as text, a character for each byte."""
    try:
        return [(TEXT_NAMES[name], value.decode("latin-1")) for name, value in headers]
    except (AttributeError, TypeError, ValueError):
        raise InvalidResponse("the application's headers are not all pairs of bytes") from None


TEXT_NAMES: dict[bytes, str] = Memo(lambda name: name.decode("latin-1"))


def status_of(status: object) -> int:
    """The code as a plain int: JSON would write an HTTPStatus by its name."""
    if not isinstance(status, int):
        raise InvalidResponse(f"the application's status is of type {type(status).__name__}")
    if not 100 <= status <= 999:
        raise InvalidResponse("the application's status has not three digits")
    return int(status)


STATUSES: dict[object, int] = Memo(status_of)


class Client:
    """The client, to an application that waits for its ``http.disconnect``.

    It stays until it has its answer, or until the invocation's time is nearly up.
    """

    def __init__(self, context: Any) -> None:
        self.gone = asyncio.Event()
        self.timer: asyncio.TimerHandle | None = None
        remaining = getattr(context, "get_remaining_time_in_millis", None)
        if remaining is not None:
            seconds = remaining() / 1000 - MARGIN
            self.timer = asyncio.get_running_loop().call_later(max(seconds, 0), self.gone.set)

    def leave(self) -> None:
        self.gone.set()
        if self.timer is not None:
            self.timer.cancel()


class Exchange:
    """``receive`` and ``send`` of one request, and what they were given."""

    # What each begins with stands in the class: an attribute that is set costs time.
    asked = False  # the body has been received
    status = 0
    headers: list[Header]
    complete = False
    client: Client | None = None  # made when the application waits for it to leave
    error: Exception | None = None
    over = False

    def __init__(self, application: AsgiApplication, scope: Scope, body: bytes) -> None:
        self.application = application
        self.scope = scope
        self.body = body
        self.chunks: list[bytes] = []

    async def run(self) -> None:
        """Let the application answer, and stop the loop when all it awaits is done."""
        try:
            await self.application(self.scope, self.receive, self.send)
        except asyncio.CancelledError:
            self.error = InvalidResponse("the application cancelled its own task")
        except Exception as error:
            self.error = error
        finally:
            self.over = True
            loop.stop()

    async def receive(self) -> Message:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        if not self.complete:
            if self.client is None:
                self.client = Client(self.scope.get("aws.context"))
            await self.client.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start" and not self.status:
            self.headers = text_headers(message.get("headers", ()))
            self.status = STATUSES[message.get("status")]
        elif kind == "http.response.body" and self.status and not self.complete:
            body = message.get("body", b"")
            self.chunks.append(body if body.__class__ is bytes else copied(body))
            if not message.get("more_body", False):
                self.end()
        elif not self.complete:  # after that "any further messages on the channel will be ignored"
            raise InvalidResponse(f"the application sent {kind!r} out of turn: {self.stage()}")

    def end(self) -> None:
        self.complete = True
        if self.client is not None:
            self.client.leave()

    def stage(self) -> str:
        return "the response has started" if self.status else "http.response.start comes first"

    def response(self) -> Response:
        """What was sent, if it is whole; else the application's error, or a word about it."""
        if not self.complete:
            if self.client is not None and self.client.gone.is_set():
                raise InvalidResponse("no response within the invocation's time") from self.error
            if self.error is not None:
                raise self.error
            if self.status:
                raise InvalidResponse("the application returned before the end of its response")
            raise InvalidResponse("the application returned without sending http.response.start")
        return Response(self.status, self.headers, b"".join(self.chunks), "", self.error)


class Server:
    """An ASGI application, served; started (lifespan) when this is made."""

    def __init__(
        self,
        application: AsgiApplication,
        mode: str,
        shutdown: bool = False,
        loop_factory: LoopFactory | None = None,
    ) -> None:
        self.application = below_root(application) if is_falcon(application) else application
        self.mode = mode
        self.shutdown = shutdown
        if loop_factory is not None:
            loop.choose(loop_factory)
        self.start()
        SERVERS.add(self)

    def start(self) -> dict[str, Any]:
        self.lifespan = lifespan.start(self.application, self.mode)
        self.state: dict[str, Any] | None = self.lifespan.state
        if self.shutdown and self.lifespan.outcome == "complete":
            from . import shutdown

            shutdown.prepare(self.lifespan)
        return self.state

    @property
    def described(self) -> str:
        words = f"ASGI, lifespan {self.lifespan.outcome}"
        return f"{words}, lifespan_shutdown=True" if self.shutdown else words

    def serve(self, request: Request) -> Response:
        state = self.state
        if state is None:
            state = self.start()
        exchange = Exchange(self.application, scope_of(request, state), request.body)
        loop.run(exchange)
        return exchange.response()

    def suspend(self) -> None:
        """Shut the application down before a snapshot."""
        if self.lifespan.outcome == "complete":
            loop.result_of(self.lifespan.end())
            self.state = None

    def resume(self) -> None:
        if self.state is None:
            self.start()


SERVERS: WeakSet[Server] = WeakSet()


def begin_anew() -> None:
    """In a child process: what the startup made belongs to its parent's loop."""
    for server in SERVERS:
        server.state = None


os.register_at_fork(after_in_child=begin_anew)


def is_falcon(application: AsgiApplication) -> bool:
    return any(kind.__module__.startswith("falcon.") for kind in type(application).__mro__)


def below_root(application: AsgiApplication) -> AsgiApplication:
    """The application, given the path without ``root_path``.

    ASGI's path includes it, but Falcon routes by the whole path, and sets it in front in URLs.
    """

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["path"] = scope["path"].removeprefix(scope["root_path"]) or "/"
        await application(scope, receive, send)

    return served
