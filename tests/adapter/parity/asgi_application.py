"""The ASGI application that uvicorn and the adapter both serve."""

from __future__ import annotations

import json
from typing import Any

from lift.adapter.types import Receive, Scope, Send

from .answers import ANSWERS, Answer
from .echo import ECHO, described


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    _, found, name = scope["path"].partition("/answer/")
    await (answer(ANSWERS[name], send) if found else echo(scope, receive, send))


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    scope["state"]["pool"] = "made at the start"
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    seen: dict[str, Any] = {key: described(value) for key, value in scope.items()}
    del seen["headers"]
    for name, value in scope["headers"]:
        seen.setdefault(f"header {name.decode('latin-1')}", []).append(described(value))
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    seen["(body)"] = described(body)
    content = json.dumps(seen, sort_keys=True).encode()
    await start(send, 200, ECHO)
    await send({"type": "http.response.body", "body": content})


async def answer(it: Answer, send: Send) -> None:
    if it.way == "fail first":
        raise ValueError(it.way)
    await start(send, int(it.status[:3]), it.headers)
    if it.way == "fail started":
        raise ValueError(it.way)
    if it.way in ("whole", "restart"):
        await send({"type": "http.response.body", "body": b"".join(it.chunks)})
        return
    for chunk in it.chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    if it.way == "fail late":
        raise ValueError(it.way)
    await send({"type": "http.response.body"})


async def start(send: Send, status: int, headers: tuple[tuple[str, str], ...]) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})
