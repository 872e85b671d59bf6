"""Serve a WSGI or ASGI application on AWS Lambda: ``handler = Adapter(app)``.

This is the run-time half: standard library only, and asyncio only for ASGI applications.
"""

from .errors import (
    AdapterError,
    InvalidResponse,
    LifespanFailed,
    LoopRunning,
    ResponseTooLarge,
    UnknownEvent,
    UnknownInterface,
    UnreadableEvent,
)
from .handler import Adapter

__all__ = [
    "Adapter",
    "AdapterError",
    "InvalidResponse",
    "LifespanFailed",
    "LoopRunning",
    "ResponseTooLarge",
    "UnknownEvent",
    "UnknownInterface",
    "UnreadableEvent",
]
