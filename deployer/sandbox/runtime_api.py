"""The Lambda Runtime API of one execution environment: four HTTP routes, and two for SnapStart.

    GET  /2018-06-01/runtime/invocation/next            waits for the next event
    POST /2018-06-01/runtime/invocation/{id}/response   the handler's answer
    POST /2018-06-01/runtime/invocation/{id}/error      the handler raised
    POST /2018-06-01/runtime/init/error                 the handler could not be imported
    GET  /2018-06-01/runtime/restore/next               INIT is over: the snapshot, and its restore
    POST /2018-06-01/runtime/restore/error              what is done after the restore has failed

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
It starts no process and writes no log.
"""

import queue
import threading
from collections.abc import Callable

from ..gateway.limits import INVOKE_RESPONSE
from ..gateway.request import Request
from ..gateway.response import Response, message
from .http_server import HttpServer
from .invocation import Invocation, failure

_ROOT = "/2018-06-01/runtime/"


class RuntimeApi:
    """Hands invocations to the runtime and takes its answers; ``address`` is host:port.

    ``ready`` is set when the runtime asks for its first event or fails to initialise; then
    ``init_error`` holds what it said. ``on_restore`` is called between INIT and restore.
    """

    def __init__(self, on_restore: Callable[[], None] = lambda: None) -> None:
        self._on_restore = on_restore
        self.ready = threading.Event()
        self.init_error: bytes | None = None
        self._events: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._current: Invocation | None = None
        self._server = HttpServer(self._route, idle_seconds=None)
        self.address = self._server.host

    def put(self, invocation: Invocation) -> None:
        """Give the runtime its next event."""
        self._current = invocation
        self._events.put(invocation)

    def close(self) -> None:
        self._events.put(None)
        self._server.close()

    def _route(self, request: Request) -> Response:
        step = request.path.removeprefix(_ROOT)
        if request.method == "GET" and step == "invocation/next":
            return self._next()
        if request.method == "GET" and step == "restore/next":
            self._on_restore()
            return Response(200)
        if request.method == "POST":
            return self._told(step, request.body)
        return _no_route()

    def _told(self, step: str, said: bytes) -> Response:
        if step in ("init/error", "restore/error"):
            self.init_error = said
            self.ready.set()
            return _accepted()
        match step.split("/"):
            case ["invocation", request_id, "response"]:
                return self._answer(request_id, said)
            case ["invocation", request_id, "error"]:
                return self._answer(request_id, said, "Unhandled")
        return _no_route()

    def _next(self) -> Response:
        self.ready.set()
        invocation = self._events.get()
        if invocation is None:
            return _refusal(403, "Closed", "the execution environment has ended")
        headers = [
            ("content-type", "application/json"),
            ("Lambda-Runtime-Aws-Request-Id", invocation.request_id),
            ("Lambda-Runtime-Deadline-Ms", str(int(invocation.deadline * 1000))),
            ("Lambda-Runtime-Invoked-Function-Arn", invocation.arn),
        ]
        if invocation.trace_id:
            headers.append(("Lambda-Runtime-Trace-Id", invocation.trace_id))
        return Response(200, tuple(headers), invocation.event)

    def _answer(self, request_id: str, payload: bytes, error: str = "") -> Response:
        invocation = self._current
        if invocation is None or invocation.request_id != request_id:
            return _refusal(400, "InvalidRequestID", "there is no such invocation")
        if len(payload) > INVOKE_RESPONSE:
            text = (
                "Response payload size exceeded maximum allowed payload size "
                f"({INVOKE_RESPONSE} bytes)."
            )
            invocation.finish(failure("Function.ResponseSizeTooLarge", text), "Unhandled")
            return _refusal(413, "RequestEntityTooLarge", text)
        invocation.finish(payload, error)
        return _accepted()


def _accepted() -> Response:
    return Response(202, (("content-type", "application/json"),), b'{"status":"OK"}\n')


def _no_route() -> Response:
    return _refusal(404, "InvalidRoute", "there is no such route")


def _refusal(status: int, kind: str, text: str) -> Response:
    return message(status, f"{kind}: {text}", key="errorMessage")
