"""The applications that are served: trivial, so that what is measured is what is round them.

Both answer with the page that the last part of the path names; a POST with the length of its body.
"""

from __future__ import annotations

import random

from lift.adapter.types import Environ, Receive, Scope, Send, StartResponse

MEGABYTE = 2**20
HTML = "text/html; charset=utf-8"
TEXT = ("<p>Grüße aus der Wolke</p>\n" * MEGABYTE).encode()[:MEGABYTE].decode(errors="ignore")
BINARY = random.Random(1).randbytes(MEGABYTE)

PAGES = {
    "hello": (HTML, b"hello world"),
    "text": (HTML, TEXT.encode()),
    "binary": ("image/png", BINARY),
}


def wsgi(environ: Environ, start_response: StartResponse) -> list[bytes]:
    kind, body = PAGES[environ["PATH_INFO"].rpartition("/")[2]]
    if environ["REQUEST_METHOD"] == "POST":
        body = b"%d" % len(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response("200 OK", [*headers, ("Set-Cookie", "seen=1; Path=/")])
    return [body]


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    kind, body = PAGES[scope["path"].rpartition("/")[2]]
    if scope["method"] == "POST":
        body = b"%d" % await length(receive)
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"set-cookie", b"seen=1; Path=/"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def lifespan(receive: Receive, send: Send) -> None:
    for step in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{step}.complete"})


async def length(receive: Receive) -> int:
    """The length of the request's body."""
    total, more = 0, True
    while more:
        message = await receive()
        total += len(message["body"])
        more = message.get("more_body", False)
    return total
