"""Types for checkers. Nothing imports this module at run time: ``typing`` costs 5 ms.

The modules of ``lift.adapter`` read it under ``TYPE_CHECKING = False``: true for checkers.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable, Coroutine, Iterable, MutableMapping
from types import TracebackType
from typing import Any, Protocol

from .request import Request
from .response import Response

Event = dict[str, Any]
Header = tuple[str, str]
RawHeader = tuple[bytes, bytes]
Function = Callable[[Any, Any], Any]

# PEP 3333
Environ = dict[str, Any]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
Write = Callable[[bytes], object]


class StartResponse(Protocol):
    def __call__(
        self, status: str, headers: list[Header], exc_info: ExcInfo | None = None, /
    ) -> Write: ...


WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

# ASGI 3
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApplication = Callable[[Scope, Receive, Send], Awaitable[None]]

LoopFactory = Callable[[], AbstractEventLoop]

# Either. Loose, since every framework has its own idea of these types, and detection is by looking.
Application = Callable[..., Any]


class Server(Protocol):
    """Lets the application answer one request: ``wsgi.Server`` or ``asgi.Server``."""

    @property
    def described(self) -> str: ...
    def serve(self, request: Request) -> Response: ...
    def suspend(self) -> None: ...
    def resume(self) -> None: ...


class Work(Protocol):
    """What the event loop is run for: ``run`` sets ``over`` and stops the loop."""

    over: bool

    def run(self) -> Coroutine[Any, Any, None]: ...


class Source(Protocol):
    """A module of ``lift.adapter.events``: one kind of HTTP event."""

    LIMIT: int  # bytes of JSON that the answer may have

    def matches(self, event: Event, /) -> bool: ...
    def read(self, event: Event, context: Any, /) -> Request: ...
    def write(self, response: Response, request: Request, /) -> Event: ...
