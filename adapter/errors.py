"""What can go wrong between Lambda and the application.

    AdapterError
    ├── UnknownInterface       the application is neither WSGI nor ASGI, as far as one can see
    ├── UnknownEvent           no HTTP request, and no function registered for it
    ├── UnreadableEvent        an HTTP request with a field that cannot be what it says
    │   └── IncompleteRequest  CloudFront kept a part of the body to itself
    ├── LifespanFailed         the ASGI application said that it could not start
    ├── LoopRunning            called from inside a running event loop
    └── InvalidResponse        the application broke its protocol (PEP 3333, ASGI)
        └── ResponseTooLarge   more than the source of the event can take

An ``IncompleteRequest`` becomes an answer that says so, under the status it carries. An
``InvalidResponse`` becomes a 500 that shows its message, so the message never quotes a header or
body of the application. An exception of the application itself becomes a plain 500.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .request import Request


class AdapterError(Exception):
    """The root of the tree."""


class UnknownInterface(AdapterError):
    pass


class UnknownEvent(AdapterError):
    pass


class UnreadableEvent(AdapterError):
    pass


class IncompleteRequest(UnreadableEvent):
    """``request`` is what came, without a body; ``status`` what the client is answered."""

    def __init__(self, message: str, status: int, request: Request) -> None:
        super().__init__(message)
        self.status = status
        self.request = request


class LifespanFailed(AdapterError):
    pass


class LoopRunning(AdapterError):
    pass


class InvalidResponse(AdapterError):
    pass


class ResponseTooLarge(InvalidResponse):
    pass
