"""What is asked of every candidate: one request by each front door, small and of 1 MB."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from tests.adapter.forge import forge

from .applications import BINARY, PAGES, TEXT

SOURCES = {
    "HTTP API 2.0": "http_api",
    "REST API": "rest_api",
    "load balancer": "alb",
    "function URL": "function_url",
}
HEADERS = [
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"),
    ("accept-encoding", "gzip, deflate, br"),
    ("accept-language", "de-DE,de;q=0.9,en;q=0.8"),
    ("sec-fetch-dest", "document"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-site", "none"),
    ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"),
    ("x-amzn-trace-id", "Root=1-62ecd163-5f302e550dcde3b12402207d"),
]
COOKIES = ["session=abcdef0123456789", "theme=dark"]


@dataclass(frozen=True)
class Exchange:
    """A request's body and the page that is asked for."""

    page: str = "hello"
    upload: bytes = b""
    is_base64: bool = False

    @property
    def path(self) -> str:
        return f"/items/{self.page}"

    @property
    def method(self) -> str:
        return "POST" if self.upload else "GET"

    @property
    def answer(self) -> bytes:
        """The body of a right answer."""
        return b"%d" % len(self.upload) if self.upload else PAGES[self.page][1]

    def event(self, source: str) -> dict[str, Any]:
        length = ("content-length", str(len(self.upload)))
        kind = ("content-type", "application/octet-stream")
        body = b64encode(self.upload) if self.is_base64 else self.upload
        return forge(
            SOURCES[source],
            self.path,
            "page=2&sort=name",
            method=self.method,
            headers=[*HEADERS, length, kind] if self.upload else HEADERS,
            cookies=COOKIES,
            body=body.decode() if self.upload else None,
            is_base64=self.is_base64,
        )


EXCHANGES = {
    "small": Exchange(),
    "1 MB text in": Exchange(upload=TEXT.encode()),
    "1 MB binary in": Exchange(upload=BINARY, is_base64=True),
    "1 MB text out": Exchange("text"),
    "1 MB binary out": Exchange("binary"),
}
