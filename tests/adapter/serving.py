"""Serve one event and look at what the application saw. WSGI goes through wsgiref.validate."""

from __future__ import annotations

import base64
import os
import warnings
from collections.abc import Callable
from typing import Any, get_type_hints
from wsgiref.validate import validator

from asgiref.typing import HTTPScope

from lift.adapter import Adapter
from lift.adapter.types import Environ, Event, Receive, Scope, Send, StartResponse

HINTS = get_type_hints(HTTPScope)
WsgiApplication = Any  # wsgiref's types are stricter than PEP 3333 about what is callable


class Context:
    """Lambda's context, as far as the adapter and the tests look at it."""

    aws_request_id = "8f5a-request"

    def get_remaining_time_in_millis(self) -> int:
        return 3000


def wsgi(application: WsgiApplication, event: Event, **options: Any) -> Event:
    """The answer of a WSGI application that is held to PEP 3333, and so is the adapter."""
    options.setdefault("errors", "raise")
    handler = Adapter(validator(application), interface="wsgi", **options)
    answer: Event = handler(event, Context())
    return answer


def asgi(application: Any, event: Event, **options: Any) -> Event:
    options.setdefault("errors", "raise")
    options.setdefault("lifespan", "off")
    answer: Event = Adapter(application, interface="asgi", **options)(event, Context())
    return answer


def environ_for(event: Event, **options: Any) -> Environ:
    """The environ that a WSGI application gets for this event, with its body under "body"."""
    seen: Environ = {}

    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        seen.update(environ)
        seen["body"] = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start_response("204 No Content", [])
        return []

    wsgi(application, event, **options)
    return seen


def scope_for(event: Event, **options: Any) -> dict[str, Any]:
    """The scope that an ASGI application gets for this event, with its body under "body"."""
    seen: dict[str, Any] = {}

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        check_scope(scope)
        seen.update(scope)
        seen["body"] = (await receive())["body"]
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    asgi(application, event, **options)
    return seen


def check_scope(scope: Scope) -> None:
    """Hold a scope against asgiref's: every key of the specification is there."""
    assert HINTS.keys() <= scope.keys(), HINTS.keys() - scope.keys()
    for name in ("type", "http_version", "method", "scheme", "path", "root_path"):
        assert type(scope[name]) is str, name
    assert type(scope["raw_path"]) is type(scope["query_string"]) is bytes
    assert scope["raw_path"].isascii()
    assert type(scope["asgi"]) is type(scope["state"]) is dict
    assert scope["asgi"].keys() == {"version", "spec_version"}
    for name, value in scope["headers"]:
        assert type(name) is type(value) is bytes
        assert name == name.lower()
    for address in (scope["client"], scope["server"]):
        if address is not None:
            host, port = address
            assert type(host) is str
            assert type(port) is int


def body_of(answer: Event) -> bytes:
    """The bytes the client gets."""
    body = answer.get("body", "")
    is_base64 = answer.get("isBase64Encoded") or answer.get("bodyEncoding") == "base64"
    return base64.b64decode(body) if is_base64 else body.encode()


def headers_of(answer: Event) -> list[tuple[str, str]]:
    """The headers the client gets, from whichever keys the answer has; names in lower case."""
    pairs = list(answer.get("headers", {}).items())
    pairs += [
        (name, value)
        for name, values in answer.get("multiValueHeaders", {}).items()
        for value in values
    ]
    pairs += [("set-cookie", cookie) for cookie in answer.get("cookies", [])]
    return [(name.lower(), value) for name, value in pairs]


def in_a_child(function: Callable[[], str]) -> str:
    """What the function returns in a forked process, "" if it raises."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # From 3.12 on Python warns of forks of a process with threads. Here they are the point.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        try:
            os.write(writer, function().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    os.waitpid(process, 0)
    return text
