"""The control plane: moto's server, with our answers where it has none or a wrong one.

A WSGI application in front of moto's. An ``Operation`` takes the calls of one service that match
its method and path; it answers by itself, or lets moto answer and adds to that. All other calls
are moto's. Only programs on this machine, and pages served from it, are answered at all.
"""

import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from .catalogue import Region
from .service_error import ServiceError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/([^/]+)/([^/]+)/aws4_request")


@dataclass(frozen=True)
class Reply:
    """An answer of the control plane."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def ok(self) -> bool:
        return self.status < 300

    def json(self) -> dict[str, object]:
        value = json.loads(self.body or b"{}")
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Call:
    """A call to a service: ``path`` holds the named parts of the operation's pattern, ``query``
    the last value of each name. ``forward`` gives the call to moto, with another body if so
    wanted."""

    region: Region
    path: Mapping[str, str]
    query: Mapping[str, str]
    queries: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    forward: Callable[..., Reply] = field(repr=False)

    def json(self) -> dict[str, object]:
        """The body as an object; raises ``ServiceError`` when it is none."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise ServiceError(400, "InvalidRequestContentException", "The body is no JSON object")
        return value


@dataclass(frozen=True)
class Operation:
    """``service`` as the signature names it; ``pattern`` matches the whole decoded path."""

    service: str
    method: str
    pattern: str
    answer: Callable[[Call], Reply]


def reply(status: int, value: object = None) -> Reply:
    """A JSON answer."""
    body = b"" if value is None else json.dumps(value).encode()
    return Reply(status, body, (("Content-Type", "application/json"),))


class ControlPlane:
    """The WSGI application."""

    def __init__(
        self, moto: "WSGIApplication", account: str, operations: Sequence[Operation]
    ) -> None:
        self._moto = moto
        self._account = account
        self._operations = [(each, re.compile(each.pattern)) for each in operations]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not _from_this_machine(environ):
            start_response("403 Forbidden", [("Content-Length", "0")])
            return []
        scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        found = self._match(environ, scope[2]) if scope else None
        if scope is None or found is None:
            return self._moto(environ, start_response)
        operation, path = found
        answer = self._answer(operation, self._call(environ, scope[1], path))
        headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
        start_response(f"{answer.status} {'OK' if answer.ok else 'Error'}", headers)
        return [answer.body]

    def _match(
        self, environ: "WSGIEnvironment", service: str
    ) -> tuple[Operation, dict[str, str]] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        wanted = (service, environ["REQUEST_METHOD"])
        for operation, pattern in self._operations:
            match = pattern.fullmatch(path)
            if match and (operation.service, operation.method) == wanted:
                return operation, match.groupdict()
        return None

    def _call(self, environ: "WSGIEnvironment", region: str, path: dict[str, str]) -> Call:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))

        def forward(body: bytes = body) -> Reply:
            changed = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
            return _run(self._moto, {**environ, **changed})

        queries = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        return Call(
            region=Region(self._account, region),
            path=path,
            query={name: values[-1] for name, values in queries.items()},
            queries=queries,
            headers={
                name.removeprefix("HTTP_").replace("_", "-").lower(): value
                for name, value in environ.items()
                if name.startswith("HTTP_")
            },
            body=body,
            forward=forward,
        )

    def _answer(self, operation: Operation, call: Call) -> Reply:
        try:
            return operation.answer(call)
        except ServiceError as error:
            body = json.dumps({"Type": "User", "Message": error.text, "message": error.text})
            headers = (
                ("Content-Type", "application/json"),
                ("x-amzn-ErrorType", error.kind),
            )
            return Reply(error.status, body.encode(), headers)


def _from_this_machine(environ: "WSGIEnvironment") -> bool:
    """Not a page of some web site in this machine's browser: it could deploy, and so run, code.

    Browsers send Origin with such calls, and a Host of theirs when they were led here by DNS.
    """
    named = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname or ""
    origin = environ.get("HTTP_ORIGIN")
    return _is_local(named) and (origin is None or _is_local(urlsplit(origin).hostname or ""))


def _is_local(name: str) -> bool:
    return name in ("127.0.0.1", "localhost") or name.endswith(".localhost")


def _run(application: "WSGIApplication", environ: "WSGIEnvironment") -> Reply:
    """Call a WSGI application and collect its answer."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], *_: object
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return io.BytesIO().write

    chunks = application(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = started[-1]
    kept = tuple((n, v) for n, v in headers if n.lower() != "content-length")
    return Reply(int(status.split()[0]), body, kept)
