"""Warm invocations without end, no two alike: what an environment sees in a long life.

Every source and both interfaces take turns, and each request has a path, a host, a header's name
and a parameter that were never there before. Also for ``python -m benchmarks.memory``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lift.adapter import Adapter
from lift.adapter.types import Environ, Receive, Scope, Send, StartResponse

from . import forge
from .serving import Context


def wsgi(environ: Environ, start_response: StartResponse) -> list[bytes]:
    path: str = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Type", "text/plain"), (f"X-{path[1:]}", "new")])
    return [b"hello"]


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    name: bytes = b"x-" + scope["raw_path"][1:]
    headers = [(b"content-type", b"text/plain"), (name.replace(b"/", b"-"), b"new")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


def invocations() -> Iterator[int]:
    """Serves one more request each time it is asked, and gives its number."""
    handlers = (Adapter(wsgi, interface="wsgi"), Adapter(asgi, interface="asgi", lifespan="off"))
    number = 0
    while True:
        door = forge.DOORS[number // 2 % len(forge.DOORS)]
        event = forge.forge(
            door,
            f"/{number}",
            f"p{number}=1",
            headers=[(f"x-new-{number}", "value")],
            domain=f"host-{number}.example.org",
        )
        answer = handlers[number % 2](event, Context())
        if answer["statusCode"] != 200:
            raise AssertionError(answer)
        number += 1
        yield number
