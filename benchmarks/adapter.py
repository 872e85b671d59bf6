"""What the adapter costs, beside its peers and the floor, in one process: ``make bench``.

For a trivial application: microseconds a request, and the ratio to the peer. All candidates take
turns, and of each the best round counts, so a busy machine hurts all alike. Then what importing
costs over Lambda's runtime client and, for ASGI, over asyncio, in fresh interpreters.
"""

from __future__ import annotations

import asyncio
import compileall
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from py_compile import PycInvalidationMode
from timeit import Timer
from typing import Any

from apig_wsgi import make_lambda_handler
from mangum import Mangum

from lift.adapter import Adapter
from lift.adapter.types import Environ, Receive, Scope, Send, StartResponse

Call = Callable[[], object]

ROUNDS = 200
CALLS = 200
UNCHECKED = PycInvalidationMode.UNCHECKED_HASH

HEADERS = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    "accept-encoding": "gzip, deflate, br",
    "accept-language": "de-DE,de;q=0.9,en;q=0.8",
    "content-length": "0",
    "host": "abc123.execute-api.eu-central-1.amazonaws.com",
    "sec-fetch-dest": "document",
    "sec-fetch-mode": "navigate",
    "sec-fetch-site": "none",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0",
    "x-amzn-trace-id": "Root=1-62ecd163-5f302e550dcde3b12402207d",
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}

HTTP_API = {
    "version": "2.0",
    "routeKey": "$default",
    "rawPath": "/items/42",
    "rawQueryString": "page=2&sort=name",
    "headers": HEADERS,
    "cookies": ["session=abcdef0123456789", "theme=dark"],
    "queryStringParameters": {"page": "2", "sort": "name"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "abc123",
        "domainName": HEADERS["host"],
        "domainPrefix": "abc123",
        "http": {
            "method": "GET",
            "path": "/items/42",
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": HEADERS["user-agent"],
        },
        "requestId": "JKJaXmPLvHcESHA=",
        "routeKey": "$default",
        "stage": "$default",
        "timeEpoch": 1583348638390,
    },
    "isBase64Encoded": False,
}

REST_API = {
    "resource": "/{proxy+}",
    "path": "/items/42",
    "httpMethod": "GET",
    "headers": HEADERS,
    "multiValueHeaders": {name: [value] for name, value in HEADERS.items()},
    "queryStringParameters": {"page": "2", "sort": "name"},
    "multiValueQueryStringParameters": {"page": ["2"], "sort": ["name"]},
    "pathParameters": {"proxy": "items/42"},
    "stageVariables": None,
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "abc123",
        "domainName": HEADERS["host"],
        "httpMethod": "GET",
        "identity": {"sourceIp": "203.0.113.7", "userAgent": HEADERS["user-agent"]},
        "path": "/prod/items/42",
        "protocol": "HTTP/1.1",
        "requestId": "JKJaXmPLvHcESHA=",
        "stage": "prod",
    },
    "body": None,
    "isBase64Encoded": False,
}

EVENTS: dict[str, dict[str, Any]] = {"HTTP API 2.0": HTTP_API, "REST API": REST_API}


def wsgi(environ: Environ, start_response: StartResponse) -> list[bytes]:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "11")]
    start_response("200 OK", [*headers, ("Set-Cookie", "seen=1; Path=/")])
    return [b"hello world"]


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"11"),
        (b"set-cookie", b"seen=1; Path=/"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello world"})


def wsgi_floor() -> None:
    """The application, called by nobody in particular."""
    wsgi({"wsgi.input": io.BytesIO()}, lambda *_: lambda chunk: None)


def asgi_floor(loop: asyncio.AbstractEventLoop) -> Call:
    """The application, run to its end by the loop."""

    async def send(message: object) -> None:
        pass

    scope = {"type": "http"}
    return lambda: loop.run_until_complete(as_coroutine(asgi(scope, never, send)))


async def never() -> dict[str, Any]:
    raise AssertionError


async def as_coroutine(awaitable: Awaitable[None]) -> None:
    await awaitable


def measure(candidates: dict[str, Call]) -> dict[str, float]:
    """Microseconds a call: the best of many rounds in which all take turns."""
    timers = {name: Timer(call) for name, call in candidates.items()}
    best = dict.fromkeys(timers, float("inf"))
    for _ in range(ROUNDS):
        for name, timer in timers.items():
            best[name] = min(best[name], timer.timeit(CALLS) / CALLS * 1e6)
    return best


def show(title: str, times: dict[str, float], peer: str) -> None:
    print(f"\n{title}")
    for name, time in times.items():
        print(f"  {name:32} {time:7.2f} us   {time / times[peer]:5.2f} of {peer}")


def requests() -> None:
    loop = asyncio.new_event_loop()
    ours_wsgi, theirs_wsgi = Adapter(wsgi), make_lambda_handler(wsgi)
    ours_asgi = Adapter(asgi, lifespan="off")
    theirs_asgi = Mangum(asgi, lifespan="off")
    for name, event in EVENTS.items():
        times = measure(
            {
                "floor: the application alone": wsgi_floor,
                "lift": lambda event=event: ours_wsgi(event, None),
                "apig-wsgi": lambda event=event: theirs_wsgi(event, None),
            }
        )
        show(f"WSGI, {name}", times, "apig-wsgi")
        asyncio.set_event_loop(loop)
        times = measure(
            {
                "floor: run_until_complete": asgi_floor(loop),
                "lift": lambda event=event: ours_asgi(event, None),
                "mangum, lifespan off": lambda event=event: theirs_asgi(event, None),
            }
        )
        show(f"ASGI, {name}", times, "mangum, lifespan off")
    loop.close()


def import_time(folder: str, before: str, modules: str) -> float:
    """Milliseconds to import ``modules`` in a fresh interpreter that has imported ``before``."""
    program = (
        f"import sys\nsys.path.insert(0, {folder!r})\nimport {before}\n"
        f"from time import perf_counter\nstart = perf_counter()\n"
        f"import {modules}\nprint((perf_counter() - start) * 1000)"
    )
    command = [sys.executable, "-c", program]
    return min(float(subprocess.check_output(command)) for _ in range(25))


def imports() -> None:
    print("\nImporting, with bytecode as in a bundle, over what is there anyway")
    runtime = "awslambdaric.bootstrap"
    with tempfile.TemporaryDirectory() as folder:
        adapter = Path(__file__).parents[1] / "adapter"
        shutil.copytree(adapter, Path(folder, "lift", "adapter"))
        compileall.compile_dir(folder, quiet=1, invalidation_mode=UNCHECKED)
        for before, modules in (
            (runtime, "lift.adapter, lift.adapter.wsgi"),
            (runtime, "apig_wsgi"),
            (f"{runtime}, asyncio", "lift.adapter, lift.adapter.asgi"),
            (f"{runtime}, asyncio", "mangum"),
        ):
            print(f"  {modules:32} {import_time(folder, before, modules):7.2f} ms   over {before}")


if __name__ == "__main__":
    requests()
    imports()
