"""Who is measured: lift, its peers, and the floors below which nobody can be.

All are as they come, but for what the events need: apig-wsgi is told to support binary answers,
where there is one, and Mangum finds the event loop that it asks for.
"""

from __future__ import annotations

import asyncio
import io
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from typing import Any

import serverless_wsgi
from apig_wsgi import make_lambda_handler
from awslambdaric.lambda_context import LambdaContext
from mangum import Mangum
from zappa.handler import LambdaHandler

from lift.adapter import Adapter

from .applications import BINARY, asgi, wsgi
from .events import Exchange

Call = Callable[[], Any]
Handler = Callable[[dict[str, Any], object], dict[str, Any]]

LOOP = asyncio.new_event_loop()
asyncio.set_event_loop(LOOP)
DEADLINE = 4102444800000  # milliseconds, the year 2100
CONTEXT = LambdaContext("8f5a-request", {}, {"cognitoIdentityId": ""}, DEADLINE)

with redirect_stdout(io.StringIO()):  # it prints that it is there
    ZAPPA = LambdaHandler("benchmarks.zappa_settings")
WSGI: dict[str, Handler] = {
    "lift": Adapter(wsgi),
    "apig-wsgi": make_lambda_handler(wsgi),
    "serverless-wsgi": partial(serverless_wsgi.handle_request, wsgi),
    "zappa": ZAPPA.handler,
}
ASGI: dict[str, Handler] = {
    "lift": Adapter(asgi),
    "mangum": Mangum(asgi),
    "mangum, no lifespan": Mangum(asgi, lifespan="off"),
}
APIG_WSGI_BINARY = make_lambda_handler(wsgi, binary_support=True)


def candidates(interface: str, exchange: Exchange, event: dict[str, Any]) -> dict[str, Call]:
    """All that can answer the event, each having shown that it does."""
    handlers = dict(WSGI if interface == "WSGI" else ASGI)
    if interface == "WSGI" and exchange.page == "binary":
        handlers["apig-wsgi"] = APIG_WSGI_BINARY
    for name, handler in handlers.items():
        assert body_of(handler(event, CONTEXT)) == exchange.answer, name
    calls = {name: partial(handler, event, CONTEXT) for name, handler in handlers.items()}
    return {**calls, **floors(interface, exchange, event)}


def body_of(answer: dict[str, Any]) -> bytes:
    body: str = answer["body"]
    return b64decode(body) if answer.get("isBase64Encoded") else body.encode()


def floors(interface: str, exchange: Exchange, event: dict[str, Any]) -> dict[str, Call]:
    text = json.dumps(event)
    calls: dict[str, Call] = {
        "application": (wsgi_floor if interface == "WSGI" else asgi_floor)(exchange),
        "json.loads": lambda: json.loads(text),
    }
    if exchange.page == "binary":
        calls["base64 once"] = lambda: b64encode(BINARY).decode("ascii")
    return calls


def wsgi_floor(exchange: Exchange) -> Call:
    """The application, called by nobody in particular."""

    def call() -> None:
        environ = {
            "REQUEST_METHOD": exchange.method,
            "PATH_INFO": exchange.path,
            "CONTENT_LENGTH": str(len(exchange.upload)),
            "wsgi.input": io.BytesIO(exchange.upload),
        }
        wsgi(environ, lambda *_: lambda chunk: None)

    return call


def asgi_floor(exchange: Exchange) -> Call:
    """The application, run to its end by ``run_until_complete``."""
    scope = {"type": "http", "method": exchange.method, "path": exchange.path}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": exchange.upload}

    async def send(message: object) -> None:
        pass

    return lambda: LOOP.run_until_complete(asgi(scope, receive, send))
