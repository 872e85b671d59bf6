"""Serve requests while an execution environment starts, before its first visitor comes.

What an application does when it is first asked (imports in views, templates, URL resolvers,
connections) is done by then, or lies in SnapStart's snapshot:

    handler = Adapter(app)
    serve(handler, ["/", {"path": "/api/", "headers": {"accept": "application/json"}}])

Each goes through the adapter as if the front door had sent it, and is told apart by the header
``lift-warm-request: 1``, by the user agent ``lift`` and by ``EVENT``. None that fails stops the
start, it is only logged. Standard library only.
"""

from __future__ import annotations

import os
from contextlib import suppress
from time import monotonic

from lift.adapter import process
from lift.adapter.events.url import decoded, server_of
from lift.adapter.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from lift.adapter import Adapter

EVENT = {"lift": "warm-request"}
"""What the application finds as its ``aws.event``: no client can send it."""

HEADERS = {
    "accept": "*/*",
    "lift-warm-request": "1",
    "user-agent": "lift",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}

# Seconds of the process's life after which none is begun: Lambda ends an INIT of 10 s and begins
# anew inside the first invocation. It gives 130 s and more where INIT is on no visitor's time.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
ENOUGH = 6
UNHURRIED = ("provisioned-concurrency", "snap-start")
PATIENCE = 1  # seconds until an application that waits for its client to leave sees it leave


def serve(
    handler: Adapter,
    requests: Iterable[str | Mapping[str, Any]],
    *,
    host: str = "",
    root_path: str = "",
    age: Callable[[], float] = process.age,
) -> None:
    """Have the application answer each, in their order.

    A request is a path as visitors ask for it, with its query, or an object with ``path`` and
    perhaps ``method`` ("GET") and ``headers``. ``host`` is by default the first of LIFT_HOSTS;
    ``root_path`` is what stands in front of all paths ("/live", the stage of a REST API); ``age``
    tells how many seconds the start has taken.
    """
    host = host or os.environ.get("LIFT_HOSTS", "").partition(",")[0] or "localhost"
    hurried = os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") not in UNHURRIED
    start = Start()
    if hurried and not start.first():
        say("the start before this one did not outlive its warm requests: none is served now")
        return
    for wanted in requests:
        if hurried and age() > ENOUGH:
            say("the start has taken %d s: no further warm request is served", ENOUGH)
            break
        ask(handler, request_of(wanted, host, root_path))
    start.end()


class Start:
    """A file that is there while warm requests are served.

    When Lambda ends an INIT that takes too long and begins anew, /tmp is as it was, so the second
    start can see that it would hang where the first did.
    """

    def __init__(self) -> None:
        # Apart by the log stream, as an environment is, where several share /tmp.
        stream = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME", str(os.getpid()))
        folder = os.environ.get("TMPDIR", "/tmp")  # noqa: S108  (on Lambda nobody else is there)
        self.file = os.path.join(folder, f"lift-warm-requests-{stream.replace('/', '-')}")

    def first(self) -> bool:
        try:
            open(self.file, "x").close()
        except FileExistsError:
            return False
        except OSError:  # no room for it
            pass
        return True

    def end(self) -> None:
        with suppress(OSError):
            os.remove(self.file)


def ask(handler: Adapter, request: Request) -> None:
    try:
        response = handler.answer(request)
        if response.error is not None:
            raise response.error
    except (Exception, SystemExit) as error:
        said = f"{type(error).__name__}: {error}".partition("\n")[0]
        say("warm request %s %s failed: %s", request.method, request.encoded_path().decode(), said)
    else:
        if response.status >= 400:
            path = request.encoded_path().decode()
            say("warm request %s %s was answered %d", request.method, path, response.status)


def request_of(wanted: str | Mapping[str, Any], host: str, root_path: str) -> Request:
    """The request that the front door would hand on, without a body."""
    said: Mapping[str, Any] = {"path": wanted} if isinstance(wanted, str) else wanted
    path, _, query = said["path"].partition("?")
    given = {name.lower(): value for name, value in said.get("headers", {}).items()}
    headers = {"host": host, **HEADERS, **given}
    raw_path = root_path + path
    scheme, server, port = server_of(headers, None)
    return Request(
        EVENT.copy(),
        Context(),
        said.get("method", "GET").upper(),
        decoded(raw_path),
        raw_path,
        root_path,
        query,
        headers,
        False,
        b"",
        scheme,
        server,
        port,
        "127.0.0.1",
        "HTTP/1.1",
        "",
    )


class Context:
    """Lambda's context, as far as there is one before the first invocation."""

    aws_request_id = "warm-request"
    function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "")
    log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME", "")
    log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME", "")
    memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")

    def __init__(self) -> None:
        self.end = monotonic() + PATIENCE

    def get_remaining_time_in_millis(self) -> int:
        return max(int((self.end - monotonic()) * 1000), 0)


def say(message: str, *arguments: object) -> None:
    from logging import getLogger

    getLogger("lift.warmers").warning(message, *arguments)
