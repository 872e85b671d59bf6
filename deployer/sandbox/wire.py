"""HTTP/1.1 on a stream: read one request, write one response (RFC 9112).

It knows bytes only: no sockets, no routes.
"""

from email.utils import formatdate
from http import HTTPStatus
from typing import IO

from ..gateway.request import Request
from ..gateway.response import Response

_LINE = 65_536
_HEADERS = 200
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


# In AWS's words; Python's phrase for 413 changed with 3.13.
_REFUSALS = {
    400: "Bad Request",
    413: "Request Entity Too Large",
    431: "Request Header Fields Too Large",
}


class BadRequest(Exception):
    """What came is no request that can be served; ``status`` is the answer."""

    def __init__(self, status: int = 400) -> None:
        super().__init__(_REFUSALS[status])
        self.status = status


def read_request(
    source: IO[bytes], sink: IO[bytes], client: str, max_body: int | None
) -> Request | None:
    """The next request, or None when the other side has closed; raises ``BadRequest``.

    ``sink`` gets the "100 Continue" that curl waits for before it sends a large body.
    """
    line = source.readline(_LINE)
    if line == b"\r\n":  # a stray line end after a body: section 2.2
        line = source.readline(_LINE)
    if not line:
        return None
    parts = line.decode("latin-1").split()
    if len(parts) != 3 or not parts[2].startswith("HTTP/1.") or not parts[1].isprintable():
        raise BadRequest
    method, target, protocol = parts
    headers = _read_headers(source)
    request = Request(method, _origin_form(target), headers, b"", client, protocol)
    if request.header("expect").lower() == "100-continue":
        sink.write(_CONTINUE)
        sink.flush()
    body = _read_body(source, request, max_body)
    return Request(method, request.target, headers, body, client, protocol)


def keeps_alive(request: Request) -> bool:
    """Whether the connection may carry another request."""
    wish = request.header("connection").lower()
    return "keep-alive" in wish if request.protocol == "HTTP/1.0" else "close" not in wish


def response_bytes(response: Response, *, head: bool, keep_alive: bool) -> bytes:
    """The whole response as it goes out, headers and body together."""
    lines = [f"HTTP/1.1 {response.status} {_phrase(response.status)}"]
    lines += [f"{name}: {value}" for name, value in response.headers]
    names = {name.lower() for name, _ in response.headers}
    if "date" not in names:
        lines.append(f"date: {formatdate(usegmt=True)}")
    if _has_length(response.status) and "content-length" not in names:
        lines.append(f"content-length: {len(response.body)}")
    lines.append(f"connection: {'keep-alive' if keep_alive else 'close'}")
    start = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")
    return start if head else start + response.body


def _has_length(status: int) -> bool:
    """RFC 9110 section 8.6; a 304 would have to name the length of what it does not send."""
    return status >= 200 and status not in (204, 304)


def _origin_form(target: str) -> str:
    """``/path?query``, also of a target with scheme and host (section 3.2.2)."""
    if target.startswith(("http://", "https://")):
        path = target.split("/", 3)
        return f"/{path[3]}" if len(path) == 4 else "/"
    return target


def _read_headers(source: IO[bytes]) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    while (line := source.readline(_LINE)) not in (b"\r\n", b"\n"):
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequest
        headers.append((name, value.strip()))
        if len(headers) > _HEADERS:
            raise BadRequest(431)
    return tuple(headers)


def _read_body(source: IO[bytes], request: Request, max_body: int | None) -> bytes:
    if "chunked" in request.header("transfer-encoding").lower():
        return _read_chunks(source, max_body)
    length = request.header("content-length") or "0"
    if not length.isdigit():
        raise BadRequest
    if max_body is not None and int(length) > max_body:
        raise BadRequest(413)
    return _exactly(source, int(length))


def _read_chunks(source: IO[bytes], max_body: int | None) -> bytes:
    body = bytearray()
    while size := _chunk_size(source):
        if max_body is not None and len(body) + size > max_body:
            raise BadRequest(413)
        body += _exactly(source, size)
        source.readline(_LINE)
    while source.readline(_LINE) not in (b"\r\n", b"\n", b""):
        pass  # trailers
    return bytes(body)


def _chunk_size(source: IO[bytes]) -> int:
    try:
        return int(source.readline(_LINE).partition(b";")[0], 16)
    except ValueError:
        raise BadRequest from None


def _exactly(source: IO[bytes], size: int) -> bytes:
    body = source.read(size)
    if len(body) != size:
        raise BadRequest
    return body


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
