"""What a front door sends back: one HTTP response, and how the failures of AWS's doors look."""

import json
from dataclasses import dataclass

# A connection's own affair (RFC 9110 section 7.6.1): the door's server decides these.
HOP_BY_HOP = frozenset(
    (
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)


@dataclass(frozen=True)
class Response:
    """An HTTP response. ``headers`` are (name, value) pairs in order, without Content-Length."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def message(status: int, text: str, *, key: str = "message") -> Response:
    """A failure that the door itself answers: HTTP APIs write ``message``, URLs ``Message``."""
    body = json.dumps({key: text}, separators=(",", ":")).encode()
    return Response(status, (("content-type", "application/json"),), body)
