"""The HTTP request in the middle, the same whatever source it came from.

Made by a module of ``events``, read by ``wsgi`` and ``asgi``. It knows no event key.
"""

from __future__ import annotations

from .errors import UnreadableEvent
from .headers import as_latin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .types import Event

# RFC 3986 section 3.3: what may stand in a path as it is, beside letters and digits.
MARKS = "/:@!$&'()*+,;=-._~"
PLAIN = MARKS + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Request:
    """One HTTP request.

    ``path``      decoded text, with whatever stands in front of the application's own paths
    ``root_path`` that front, decoded: the stage, the base path; "" or "/prod", never ending in "/"
    ``raw_path``  as it was sent, percent-encoded; None where AWS decoded it and did not keep it
    ``query``     as it was sent, without "?"; each character is one byte
    ``headers``   as AWS gave them, by name; ``lists`` says that each has a list of values
    ``client``    the caller's address, "" if unknown
    ``user``      whom the source's authorizer let in, "" if it has none
    """

    __slots__ = (
        "body",
        "client",
        "context",
        "event",
        "headers",
        "host",
        "lists",
        "method",
        "path",
        "port",
        "protocol",
        "query",
        "raw_path",
        "root_path",
        "scheme",
        "user",
    )

    def __init__(  # noqa: PLR0913, PLR0917  (one value of many fields; dataclasses cost 8 ms)
        self,
        event: Event,
        context: Any,
        method: str,
        path: str,
        raw_path: str | None,
        root_path: str,
        query: str,
        headers: dict[str, Any],
        lists: bool,
        body: bytes,
        scheme: str,
        host: str,
        port: int,
        client: str,
        protocol: str,
        user: str,
    ) -> None:
        self.event = event
        self.context = context
        self.method = method
        self.path = path
        self.raw_path = raw_path
        self.root_path = root_path
        self.query = query
        self.headers = headers
        self.lists = lists
        self.body = body
        self.scheme = scheme
        self.host = host
        self.port = port
        self.client = client
        self.protocol = protocol
        self.user = user

    def mount(self, base_path: str) -> None:
        """Move ``base_path`` ("/api") to the root path if the path lies under it, segments whole.

        "/api" mounts "/api" and "/api/users", and leaves "/apiary" alone.
        """
        rest = self.path[len(self.root_path) :]
        if rest == base_path or rest.startswith(base_path + "/"):
            self.root_path += base_path

    def check(self) -> None:
        """Raise UnreadableEvent if the event had no text where text must be.

        Sources copy these fields as they are. So this is asked when something has failed, and costs
        nothing when all is well.
        """
        for name in ("method", "client", "protocol"):
            if not isinstance(getattr(self, name), str):
                raise UnreadableEvent(f"an HTTP request whose {name} is no text")

    def encoded_path(self) -> bytes:
        """The percent-encoded path: ASGI's ``raw_path``. Quoted again where AWS decoded it."""
        raw = self.raw_path
        if raw is None:
            raw = self.path
            if raw.strip(PLAIN):
                raw = quoted(raw, MARKS)
        elif not raw.isascii():
            raw = quoted(raw, MARKS + "%")  # escapes that were sent stay as they are
        return raw.encode()

    def latin_path(self) -> str:
        """The decoded path with one character for each of its bytes: PEP 3333's native string."""
        path = self.path
        if path.isascii():
            return path
        if self.raw_path is None:
            return as_latin(path)
        from urllib.parse import unquote_to_bytes

        # Not from `path`: escapes that are no UTF-8 (%FF) have become replacement characters there.
        return unquote_to_bytes(self.raw_path.encode("utf-8", "replace")).decode("latin-1")


def quoted(path: str, kept: str) -> str:
    from urllib.parse import quote

    return quote(path, safe=kept, errors="replace")
