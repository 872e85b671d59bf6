"""Applications that hold the adapter to its protocols, and answer what they are told.

Each asserts what PEP 3333 and the ASGI specification promise, so that a broken event which reaches
an application in a wrong type is found.
"""

from random import Random
from typing import Any

from ..adapter.serving import check_scope

NAMES = ["X-A", "x-a", "Set-Cookie", "Content-Type", "Content-Length", "Vary", "Bad Name", "", "é"]
VALUES = ["", "1", "a\r\nb", "a\0b", "caf\xe9", "\t a ", "text/html", "gzip", "x" * 70_000]
BODIES = [b"", b"hello", b"\xff\0", "grün".encode(), b"\x01" * 50_000, b"x" * 1_100_000]
STATUSES = [200, 204, 304, 404, 500, 599]

Answer = tuple[int, list[tuple[str, str]], bytes]
PLAIN: Answer = (200, [("Content-Type", "text/plain")], b"hello")


def any_answer(random: Random) -> Answer:
    """What an application may say, and what none should."""
    headers = [(random.choice(NAMES), random.choice(VALUES)) for _ in range(random.randrange(6))]
    return random.choice(STATUSES), headers, random.choice(BODIES)


class Applications:
    """``wsgi`` and ``asgi``, which give ``answer``."""

    def __init__(self) -> None:
        self.answer = PLAIN

    def wsgi(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        for name, value in environ.items():
            assert "." in name or type(value) is str, name
        assert len(environ["wsgi.input"].read()) == int(environ["CONTENT_LENGTH"])
        environ["PATH_INFO"].encode("latin-1")
        environ["QUERY_STRING"].encode("latin-1")
        status, headers, body = self.answer
        start_response(f"{status} Fine", headers)
        return [body]

    async def asgi(self, scope: Any, receive: Any, send: Any) -> None:
        check_scope(scope)
        assert type((await receive())["body"]) is bytes
        status, headers, body = self.answer
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": pairs})
        await send({"type": "http.response.body", "body": body})
