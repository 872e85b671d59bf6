"""Serve a request with a WSGI application, by PEP 3333.

The whole body is collected: Lambda's client takes one answer. What the application yields before
it fails is thrown away, so a failure in the middle is a clean 500.
"""

from __future__ import annotations

import os
import sys
from contextvars import copy_context
from io import BytesIO

from .body import copied
from .errors import InvalidResponse
from .headers import as_latin, pairs
from .memo import Memo, remember
from .response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .request import Request
    from .types import Environ, ExcInfo, Header, Write, WsgiApplication

# Every environ begins as a copy: a dict that need not grow is made faster.
TEMPLATE: Environ = {
    "REQUEST_METHOD": "",
    "SCRIPT_NAME": "",
    "PATH_INFO": "",
    "QUERY_STRING": "",
    "CONTENT_LENGTH": "",
    "SERVER_NAME": "",
    "SERVER_PORT": "",
    "SERVER_PROTOCOL": "",
    "REMOTE_ADDR": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "",
    "wsgi.input": None,
    "wsgi.errors": None,
    # Lambda gives a process one invocation at a time. What calls elsewhere may use threads.
    "wsgi.multithread": "AWS_LAMBDA_RUNTIME_API" not in os.environ,
    "wsgi.multiprocess": True,  # other environments run the same application beside this one
    "wsgi.run_once": False,
    "aws.event": None,
    "aws.context": None,
}
# A copy has room for as many keys as the original ever had: here for the usual headers too.
ROOM = dict.fromkeys("abcde")
TEMPLATE |= ROOM
for _key in ROOM:
    del TEMPLATE[_key]


def environ_of(request: Request) -> Environ:
    path = request.path if request.path.isascii() else request.latin_path()
    root = request.root_path
    if root:
        root = root if root.isascii() else as_latin(root)
        path = path[len(root) :]
    host = request.host
    environ = TEMPLATE.copy()
    environ["REQUEST_METHOD"] = request.method
    environ["SCRIPT_NAME"] = root
    environ["PATH_INFO"] = path
    environ["QUERY_STRING"] = request.query
    environ["CONTENT_LENGTH"] = str(len(request.body))
    environ["SERVER_NAME"] = f"[{host}]" if ":" in host else host
    environ["SERVER_PORT"] = str(request.port)
    environ["SERVER_PROTOCOL"] = request.protocol
    environ["REMOTE_ADDR"] = request.client
    environ["wsgi.url_scheme"] = request.scheme
    environ["wsgi.input"] = BytesIO(request.body)
    environ["wsgi.errors"] = sys.stderr
    environ["aws.event"] = request.event
    environ["aws.context"] = request.context
    add_headers(environ, pairs(request.headers, request.lists))
    if request.user:
        environ["REMOTE_USER"] = request.user
    return environ


def add_headers(environ: Environ, headers: Collection[Header]) -> None:
    size = len(environ) + len(headers)
    try:
        for name, value in headers:
            environ[VARIABLES[name]] = value
    except KeyError:
        size = 0  # a name not seen before
    if len(environ) != size:  # or one that repeats
        environ.update(joined(headers))
    if "" in environ:
        del environ[""]


def joined(headers: Collection[Header]) -> dict[str, str]:
    """The environ variables of headers that repeat: joined by a comma, cookies by a semicolon."""
    variables: dict[str, str] = {}
    for name, value in headers:
        variable = variable_of(name)
        if variable in variables:
            separator = "; " if variable == "HTTP_COOKIE" else ","
            variables[variable] += separator + value
        else:
            variables[variable] = value
    return variables


def variable_of(name: str) -> str:
    """The environ variable of a header, "" for one to leave out.

    Left out are: Content-Length, which is counted; Proxy, which would become the HTTP_PROXY that
    HTTP clients obey (httpoxy, CVE-2016-5385); names with an underscore, which could pass for
    others (X_Real_IP for X-Real-IP), as gunicorn and nginx do.
    """
    lower = name.lower()
    if lower in ("content-length", "proxy") or "_" in lower or not lower.isascii():
        variable = ""
    elif lower == "content-type":
        variable = "CONTENT_TYPE"
    else:
        variable = "HTTP_" + lower.upper().replace("-", "_")
    remember(VARIABLES, name, variable)
    return variable


VARIABLES: dict[str, str] = {}  # of the header names seen


def status_of(line: object) -> tuple[int, str]:
    """Code and reason phrase of a status: "404 Not Found"."""
    if not isinstance(line, str):
        raise InvalidResponse(f"the application's status is of type {type(line).__name__}")
    code, space = line[:3], line[3:4]
    if not (code.isascii() and code.isdecimal() and int(code) > 99 and space in {"", " "}):
        raise InvalidResponse("the application's status does not begin with three digits")
    if not line.isprintable():
        raise InvalidResponse("the application's status has a control character")
    return int(code), line[4:]


STATUSES: dict[str, tuple[int, str]] = Memo(status_of)


class Exchange:
    """``start_response`` and ``write`` of one request, and what they were given."""

    # What each begins with stands in the class: an attribute that is set costs time.
    status = ""
    sent = False  # part of the body has come, so the headers count as sent
    headers: list[Header]

    def __init__(self) -> None:
        self.chunks: list[bytes] = []

    def start_response(
        self, status: str, headers: list[Header], exc_info: ExcInfo | None = None, /
    ) -> Write:
        if exc_info is not None and exc_info[1] is not None:
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
        self.chunks.append(chunk if chunk.__class__ is bytes else copied(chunk))
        self.sent = True

    def exhaust(self, iterable: Iterable[bytes]) -> Exception | None:
        """Collect the body and close it. What closing raises is returned: the body is whole."""
        try:
            self.collect(iterable)
        except BaseException:
            close(iterable)
            raise
        try:
            close(iterable)
        except Exception as error:
            return error
        return None

    def collect(self, iterable: Iterable[bytes]) -> None:
        chunks = self.chunks
        for chunk in iterable:
            if chunk:
                if not self.status:
                    break
                self.sent = True
                chunks.append(chunk if chunk.__class__ is bytes else copied(chunk))

    def response(self, error: Exception | None) -> Response:
        if not self.status:
            raise InvalidResponse("the application never called start_response")
        status, reason = STATUSES[self.status]
        try:
            body = b"".join(self.chunks)
        except TypeError:
            raise InvalidResponse("the application's body is not all bytes") from None
        return Response(status, self.headers, body, reason, error)


class Server:
    """A WSGI application, served."""

    described = "WSGI"

    def __init__(self, application: WsgiApplication) -> None:
        self.application = application

    def serve(self, request: Request) -> Response:
        exchange = Exchange()
        # What the application sets in context variables is gone when the next request comes.
        context = copy_context()
        iterable = context.run(self.application, environ_of(request), exchange.start_response)
        if iterable.__class__ is list:  # whole, and nothing to close
            exchange.chunks += iterable
            return exchange.response(None)
        return exchange.response(context.run(exchange.exhaust, iterable))

    def suspend(self) -> None:
        """A WSGI application has no lifespan."""

    def resume(self) -> None:
        """Nor is there anything to start again."""


def close(iterable: object) -> None:
    method = getattr(iterable, "close", None)
    if method is not None:
        method()
