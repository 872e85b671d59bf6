"""What arrived at a front door: one HTTP request as it stood on the wire, nothing decoded."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Request:
    """An HTTP request.

    ``target`` is the request target as sent, percent-encoding and query included. ``headers`` are
    (name, value) pairs in order, repeats apart, values as latin-1 text. ``client`` is the address
    of the other side, without its port.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    client: str = "127.0.0.1"
    protocol: str = "HTTP/1.1"

    @property
    def path(self) -> str:
        """The path as sent, still encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query as sent, without its question mark."""
        return self.target.partition("?")[2]

    @property
    def head_size(self) -> int:
        """The bytes of request line and headers, as they stood on the wire."""
        line = len(self.method) + len(self.target) + len(self.protocol) + 4
        return line + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def header(self, name: str) -> str:
        """The values of ``name`` (lower case), joined by a comma; "" when there are none."""
        return self.joined_headers.get(name, "")

    @cached_property
    def joined_headers(self) -> dict[str, str]:
        """Lower-case names, repeats joined by a comma."""
        joined: dict[str, str] = {}
        for name, value in self.headers:
            key = name.lower()
            joined[key] = f"{joined[key]},{value}" if key in joined else value
        return joined
