"""Serve a request with a WSGI application, by PEP 3333.

The whole body is collected: Lambda's client takes one answer. What the application yields before
it fails is thrown away, so a failure in the middle is a clean 500.
"""

from __future__ import annotations

import sys
from io import BytesIO

from .errors import InvalidResponse
from .request import as_latin
from .response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .request import Request
    from .types import Environ, ExcInfo, Header, Write, WsgiApplication

CACHED = 512

FIXED: Environ = {
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.version": (1, 0),
    "wsgi.multithread": False,  # an execution environment has one invocation at a time
    "wsgi.multiprocess": True,  # but other environments run the same application beside it
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
}


class Variables(dict[str, str]):
    """Header names and their environ variables, "" for a header to leave out. A bounded cache."""

    def __missing__(self, name: str) -> str:
        variable = variable_of(name)
        if len(self) < CACHED:
            self[name] = variable
        return variable


def variable_of(name: str) -> str:
    """The environ variable of a header.

    Left out are: Content-Length, which is counted; Proxy, which would become the HTTP_PROXY that
    HTTP clients obey (httpoxy, CVE-2016-5385); names with an underscore, which could pass for
    others (X_Real_IP for X-Real-IP), as gunicorn and nginx do.
    """
    lower = name.lower()
    if lower in ("content-length", "proxy") or "_" in lower or not lower.isascii():
        return ""
    if lower == "content-type":
        return "CONTENT_TYPE"
    return "HTTP_" + lower.upper().replace("-", "_")


VARIABLES = Variables()


def environ_of(request: Request) -> Environ:
    environ = FIXED.copy()
    path = request.latin_path()
    root = request.root_path
    if root and not root.isascii():
        root = as_latin(root)
    host = request.host
    environ["REQUEST_METHOD"] = request.method
    environ["SCRIPT_NAME"] = root
    environ["PATH_INFO"] = path[len(root) :] if root else path
    environ["QUERY_STRING"] = request.query
    environ["CONTENT_LENGTH"] = str(len(request.body))
    environ["SERVER_NAME"] = f"[{host}]" if ":" in host else host
    environ["SERVER_PORT"] = str(request.port)
    environ["REMOTE_ADDR"] = request.client
    environ["wsgi.url_scheme"] = request.scheme
    environ["wsgi.input"] = BytesIO(request.body)
    environ["wsgi.errors"] = sys.stderr
    environ["aws.event"] = request.event
    environ["aws.context"] = request.context
    if request.user:
        environ["REMOTE_USER"] = request.user
    for name, value in request.headers:
        variable = VARIABLES[name]
        if variable in environ:
            separator = "; " if variable == "HTTP_COOKIE" else ","
            environ[variable] += separator + value
        elif variable:
            environ[variable] = value
    return environ


class Exchange:
    """``start_response`` and ``write`` of one request, and what they were given."""

    __slots__ = ("chunks", "headers", "sent", "status")

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[Header] = []
        self.chunks: list[bytes] = []
        self.sent = False  # part of the body has come, so the headers count as sent

    def start_response(
        self, status: str, headers: list[Header], exc_info: ExcInfo | None = None, /
    ) -> Write:
        if exc_info is not None:
            try:
                if self.sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None  # PEP 3333: no circular reference through the traceback
        elif self.status:
            raise InvalidResponse("the application called start_response twice without exc_info")
        self.status = status
        self.headers = list(headers)
        return self.write

    def write(self, chunk: bytes) -> None:
        self.chunks.append(chunk)
        self.sent = True

    def collect(self, iterable: Iterable[bytes]) -> None:
        if iterable.__class__ is list:
            self.chunks += iterable
            return
        chunks = self.chunks
        for chunk in iterable:
            if chunk:
                if not self.status:
                    break
                self.sent = True
                chunks.append(chunk)

    def response(self, error: Exception | None) -> Response:
        status = self.status
        if not status:
            raise InvalidResponse("the application never called start_response")
        code = status[:3]
        if not (code.isdecimal() and len(code) == 3):
            raise InvalidResponse("the application's status does not begin with three digits")
        return Response(int(code), self.headers, b"".join(self.chunks), status[4:], error)


class Server:
    """A WSGI application, served."""

    def __init__(self, application: WsgiApplication) -> None:
        self.application = application

    def serve(self, request: Request) -> Response:
        exchange = Exchange()
        iterable = self.application(environ_of(request), exchange.start_response)
        error = None
        try:
            exchange.collect(iterable)
        except BaseException:
            close(iterable)
            raise
        try:
            close(iterable)
        except Exception as failure:  # the response is complete: handler.py decides
            error = failure
        return exchange.response(error)


def close(iterable: object) -> None:
    method = getattr(iterable, "close", None)
    if method is not None:
        method()
