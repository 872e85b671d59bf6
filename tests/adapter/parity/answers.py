"""How the applications under test answer at ``/answer/NAME``: data that both of them carry out."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

Pairs = tuple[tuple[str, str], ...]
TEXT = (("Content-Type", "text/plain; charset=utf-8"),)
BINARY = (("Content-Type", "application/octet-stream"),)
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@dataclass(frozen=True)
class Answer:
    """``way`` is how the body leaves, or where the application fails:

    whole     in one piece: a list, one message
    stream    piece by piece: a generator, several messages
    write     WSGI's ``write``; ASGI has nothing like it and streams
    restart   begins another answer before this one's body: PEP 3333's ``exc_info``; WSGI only
    """

    status: str = "200 OK"
    headers: Pairs = TEXT
    chunks: tuple[bytes, ...] = (b"hello",)
    way: Literal[
        "whole", "stream", "write", "restart", "fail first", "fail started", "fail late"
    ] = "whole"


STATUSES = {
    f"status/{status.value}": Answer(f"{status.value} {status.phrase}")
    for status in HTTPStatus
    if status >= 200
}
PHRASES = {
    "phrase/own": Answer("404 Nothing To See Here"),
    "phrase/latin-1": Answer("200 Tr\xe8s bien"),
    "phrase/none": Answer("200 "),
    "phrase/unknown": Answer("299 Whatever"),
    "phrase/marks": Answer("400 Bad: (really) = bad; 100%"),
}
HEADERS = {
    "headers/none": Answer(headers=()),
    "headers/repeated": Answer(headers=(*TEXT, ("X-One", "1"), ("X-One", "2"), ("x-one", "3"))),
    "headers/vary": Answer(headers=(*TEXT, ("Vary", "Accept"), ("Vary", "Cookie"))),
    "headers/links": Answer(headers=(*TEXT, ("Link", "</a>; rel=a"), ("Link", "</b,c>; rel=b"))),
    "headers/challenges": Answer(
        "401 Unauthorized",
        (*TEXT, ("WWW-Authenticate", 'Basic realm="a, b"'), ("WWW-Authenticate", "Bearer")),
    ),
    "headers/empty": Answer(headers=(*TEXT, ("X-Empty", ""))),
    "headers/latin-1": Answer(headers=(*TEXT, ("X-Latin", "caf\xe9 \xff"))),
    "headers/tab": Answer(headers=(*TEXT, ("X-Tab", "a\tb"))),
    "headers/spaces": Answer(headers=(*TEXT, ("X-Spaces", "  a  b  "))),
    "headers/long": Answer(headers=(*TEXT, ("X-Long", "x" * 7000))),
    "headers/many": Answer(headers=(*TEXT, *((f"X-Many-{n}", str(n)) for n in range(60)))),
    "headers/case": Answer(headers=(("cOnTeNt-TyPe", "text/plain"), ("ETAG", '"a"'))),
    "headers/caching": Answer(
        headers=(*TEXT, ("Last-Modified", DATE), ("ETag", 'W/"a"'), ("Cache-Control", "max-age=1"))
    ),
    "headers/date": Answer(headers=(*TEXT, ("Date", DATE))),
    "headers/server": Answer(headers=(*TEXT, ("Server", "mine"))),
    "headers/marks": Answer(
        headers=(*TEXT, ("X-!#$%&'*+.^_`|~", "!\"#$%&'()*+,-./:;<=>?@[]^_{|}~"))
    ),
    "headers/underscore": Answer(headers=(*TEXT, ("X_Under", "score"))),
    "cookies/one": Answer(headers=(*TEXT, ("Set-Cookie", "a=1"))),
    "cookies/expiring": Answer(
        headers=(
            *TEXT,
            ("Set-Cookie", f"a=1; Expires={DATE}; Path=/"),
            ("Set-Cookie", "b=2; HttpOnly; Secure; SameSite=Lax"),
            ("set-cookie", 'c="x, y"'),
        )
    ),
    "cookies/alike": Answer(headers=(*TEXT, ("Set-Cookie", "a=1"), ("Set-Cookie", "a=1"))),
    "cookies/empty": Answer(headers=(*TEXT, ("Set-Cookie", "a=; Max-Age=0"))),
    "redirect/absolute": Answer("302 Found", (("Location", "https://example.com/a?b=c#d"),), ()),
    "redirect/relative": Answer("303 See Other", (("Location", "../up"),), ()),
    "redirect/escaped": Answer("308 Permanent Redirect", (("Location", "/%2F%25?a=%26"),), ()),
}
TYPES = {
    f"type/{name}": Answer(headers=(("Content-Type", kind),), chunks=(body,))
    for name, kind, body in [
        ("html", "text/html; charset=utf-8", "<p>Gr\u00fc\u00dfe \u4e16\u754c \U0001f600".encode()),
        ("latin-1", "text/html; charset=latin-1", "Gr\xfc\xdfe".encode("latin-1")),
        ("no-utf-8", "text/plain; charset=utf-8", b"\xff\xfe\x00"),
        ("utf-16", "text/plain; charset=utf-16", "Gr\xfc\xdfe".encode("utf-16")),
        ("bom", "text/csv", b"\xef\xbb\xbfa,b\r\n"),
        ("json", "application/json", b'{"a": "\\u00fc\\u0000"}'),
        ("problem", "application/problem+json", b'{"title": "x"}'),
        ("svg", "image/svg+xml", b"<svg/>"),
        ("png", "image/png", b"\x89PNG\r\n\x1a\n\x00"),
        ("form", "application/x-www-form-urlencoded", b"a=b&c=%C3%BC"),
        ("bytes", "application/octet-stream", bytes(range(256))),
        ("controls", "text/plain", bytes(range(32)) + b"\x7f\xc2\x85\xe2\x80\xa8"),
        ("line-ends", "text/plain", b"a\nb\r\nc\rd\n"),
        ("large-text", "text/plain", b"0123456789" * 20_000),
        ("large-bytes", "image/jpeg", bytes(range(256)) * 800),
    ]
}
BODIES = {
    "body/empty": Answer(chunks=()),
    "body/empty-chunk": Answer(chunks=(b"",)),
    "body/empty-chunks-between": Answer(chunks=(b"", b"a", b"", b"b", b""), way="stream"),
    "body/length": Answer(headers=(*TEXT, ("Content-Length", "5"))),
    "body/length-zero": Answer(headers=(*TEXT, ("Content-Length", "0")), chunks=()),
    "body/length-of-stream": Answer(
        headers=(*TEXT, ("Content-Length", "6")), chunks=(b"abc", b"def"), way="stream"
    ),
    "body/pieces": Answer(chunks=(b"a", b"b", b"c")),
    "body/stream": Answer(chunks=(b"a", b"b", b"c"), way="stream"),
    "body/stream-empty": Answer(chunks=(), way="stream"),
    "body/stream-many": Answer(chunks=(b"0123456789",) * 500, way="stream"),
    "body/stream-bytes": Answer(
        headers=BINARY, chunks=(b"\x00\xff", b"\xc3", b"\xbc"), way="stream"
    ),
    "body/events": Answer(
        headers=(("Content-Type", "text/event-stream"),), chunks=(b"data: 1\n\n",) * 3, way="stream"
    ),
    "body/write": Answer(chunks=(b"a", b"b"), way="write"),
    "body/gzip": Answer(
        headers=(*TEXT, ("Content-Encoding", "gzip")), chunks=(gzip.compress(b"hello", mtime=0),)
    ),
    "body/identity": Answer(headers=(*TEXT, ("Content-Encoding", "identity"))),
    "body/range": Answer(
        "206 Partial Content",
        (*BINARY, ("Content-Range", "bytes 1-4/9"), ("Accept-Ranges", "bytes")),
    ),
    "bare/204": Answer("204 No Content", (), ()),
    "bare/204-etag": Answer("204 No Content", (("ETag", '"a"'),), ()),
    "bare/304": Answer("304 Not Modified", (("ETag", '"a"'), ("Vary", "Accept")), ()),
    "bare/304-typed": Answer("304 Not Modified", TEXT, ()),
    "bare/205": Answer("205 Reset Content", (), ()),
}
FAILURES = {
    "fail/first": Answer(way="fail first"),
    "fail/started": Answer(way="fail started"),
    "fail/late": Answer(way="fail late"),
    "fail/restart": Answer("500 Sorry", (("X-Page", "error"), *TEXT), (b"sorry",), way="restart"),
}
ANSWERS = STATUSES | PHRASES | HEADERS | TYPES | BODIES | FAILURES
