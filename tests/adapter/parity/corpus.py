"""The requests, as data: what a client puts on the wire, by name."""

from __future__ import annotations

from typing import Any

from lift.deployer.gateway.request import Request

from .answers import ANSWERS, BODIES, FAILURES, HEADERS

Pairs = tuple[tuple[str, str], ...]

PATHS = [
    "/",
    "/plain",
    "/a/b/c",
    "/trailing/",
    "//double",
    "/in//the//middle",
    "/dots/./and/../up",
    "/space%20in",
    "/plus+in",
    "/slash%2Fin",
    "/slash%2fin",
    "/question%3Fin",
    "/hash%23in",
    "/percent%25in",
    "/twice%2525in",
    "/twice%252Fslash",
    "/gr%C3%BC%C3%9Fe",
    "/%E4%B8%96%E7%95%8C/%F0%9F%98%80",
    "/no-utf-8/%FF%FE",
    "/nul%00in",
    "/line%0Aend%0D",
    "/semi;colon=1/x;y",
    "/at@colon:comma,",
    "/marks!$&'()*+,;=-._~",
    "/brackets[]",
    "/pipe|caret^",
    "/unreserved%7E%41",
    "/stray%",
    "/stray%zz",
    "/prod",
    "/prod/inside",
    "/production",
    "/" + "long" * 250,
]
QUERIES = [
    "",
    "a=1",
    "a=1&b=2",
    "b=2&a=1&b=3",
    "a=1&a=2&a=1",
    "a",
    "a=",
    "=a",
    "a&b",
    "a=&b=",
    "&",
    "a=1&&b=2",
    "a=b=c",
    "a=b+c",
    "a=b%20c",
    "a=b%2Bc",
    "a=%26%3D",
    "a%20b=1",
    "a[]=1&a[]=2",
    "a=%C3%BC",
    "a=%FF",
    "a=%25",
    "a=1;b=2",
    "a=?/:@",
    "a=%",
    "a=~-._",
    "a='()*!",
    "q=" + "x" * 2000,
]
HEADER_SETS: dict[str, Pairs] = {
    "user agent": (("User-Agent", "parity/1.0 (test)"),),
    "accept": (("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),),
    "repeated": (("X-One", "1"), ("X-One", "2"), ("X-Two", "3"), ("X-One", "4")),
    "repeated in other case": (("X-One", "1"), ("x-one", "2")),
    "repeated accept": (("Accept", "a/b"), ("Accept", "c/d")),
    "comma": (("X-One", "1, 2"), ("X-One", "3")),
    "empty": (("X-Empty", ""),),
    "empty and not": (("X-Empty", ""), ("X-Empty", "1")),
    "spaces": (("X-Spaces", "a  b"),),
    "tab": (("X-Tab", "a\tb"),),
    "latin-1": (("X-Latin", "caf\xe9"),),
    "utf-8": (("X-Utf", "\u4e16\u754c".encode().decode("latin-1")),),
    "case": (("x-LOWER-upper", "1"),),
    "marks": (("X-!#$%&'*+.^`|~", "1"),),
    "digits": (("1-2-3", "1"),),
    "underscore": (("X_Real_IP", "10.0.0.1"), ("X-Real-IP", "10.0.0.2")),
    "proxy": (("Proxy", "http://evil.example"),),
    "proxy authorization": (("Proxy-Authorization", "Basic YTpi"),),
    "authorization": (("Authorization", "Basic YTpi"),),
    "one cookie": (("Cookie", "a=1"),),
    "cookies": (("Cookie", "a=1; b=2; c=x y"),),
    "odd cookies": (("Cookie", 'a="b, c"; d; =e; f=g=h'),),
    "cookies without space": (("Cookie", "a=1;b=2"),),
    "repeated cookie": (("Cookie", "a=1"), ("Cookie", "b=2")),
    "referer": (("Referer", "https://example.com/a?b=c"),),
    "range": (("Range", "bytes=0-10"),),
    "conditional": (("If-None-Match", '"a", W/"b"'), ("If-Modified-Since", "Wed, 21 Oct 2026")),
    "origin": (("Origin", "null"),),
    "forwarded for": (("X-Forwarded-For", "10.1.2.3"),),
    "forwarded proto": (("X-Forwarded-Proto", "https"),),
    "forwarded": (("Forwarded", "for=10.1.2.3;proto=https"),),
    "forwarded host": (("X-Forwarded-Host", "evil.example"),),
    "script name": (("Script-Name", "/evil"),),
    "override": (("X-HTTP-Method-Override", "DELETE"),),
    "keep-alive": (("Connection", "keep-alive"), ("Keep-Alive", "timeout=5")),
    "te": (("TE", "trailers"),),
    "upgrade": (("Connection", "Upgrade"), ("Upgrade", "h2c")),
    "long": (("X-Long", "x" * 4000),),
    "many": tuple((f"X-Many-{number}", str(number)) for number in range(50)),
    "type without body": (("Content-Type", "text/plain"),),
}
JSON = "application/json"
BODY_SETS: dict[str, tuple[str, bytes]] = {
    "text": ("text/plain", b"hello"),
    "no type": ("", b"hello"),
    "utf-8": ("text/plain; charset=utf-8", "Gr\xfc\xdfe \U0001f600".encode()),
    "latin-1": ("text/plain; charset=latin-1", "Gr\xfc\xdfe".encode("latin-1")),
    "json": (JSON, b'{"a": [1, "\\u00fc"]}'),
    "no json": (JSON, b"\xff"),
    "form": ("application/x-www-form-urlencoded", b"a=1&b=%20+"),
    "multipart": (
        'multipart/form-data; boundary="b"',
        (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="\xc3\xbc.png"\r\n\r\n'
            b"\x89PNG\x00\r\n--b--\r\n"
        ),
    ),
    "bytes": ("application/octet-stream", bytes(range(256))),
    "line ends": ("text/plain", b"a\nb\r\nc\rd"),
    "nul": ("text/plain", b"a\x00b"),
    "large": ("application/octet-stream", bytes(range(32, 127)) * 2000),
    "upper case type": ("TEXT/Plain; Charset=UTF-8", b"hello"),
}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]


def corpus(host: str) -> dict[str, Request]:
    """Every request, to the server at ``host``."""

    def request(method: str, target: str, headers: Pairs = (), **rest: Any) -> Request:
        return Request(method, target, (("Host", host), *headers), **rest)

    found = {f"path {path[:40]}": request("GET", path) for path in PATHS}
    found |= {f"query {query[:40]}": request("GET", f"/path?{query}") for query in QUERIES}
    found["headers other host"] = Request("GET", "/", (("Host", "app.example"),))
    found |= {f"headers {name}": request("GET", "/", pairs) for name, pairs in HEADER_SETS.items()}
    for method in METHODS:
        found[f"method {method}"] = request(method, "/")
        if method != "HEAD":
            found[f"method {method} with a body"] = request(
                method, "/", (("Content-Type", "text/plain"),), body=b"hello"
            )
    for name, (kind, body) in BODY_SETS.items():
        typed = (("Content-Type", kind),) if kind else ()
        found[f"body {name}"] = request("POST", "/", typed, body=body)
    chunked = (("Transfer-Encoding", "chunked"), ("Content-Type", "text/plain"))
    found["body chunked"] = request("POST", "/", chunked, body=b"hello")
    gzipped = (("Content-Encoding", "gzip"), ("Content-Type", "text/plain"))
    found["body gzipped"] = request("POST", "/", gzipped, body=b"\x1f\x8bno matter")
    found["http/1.0"] = request("GET", "/", protocol="HTTP/1.0")
    found |= {f"answer {name}": request("GET", f"/answer/{name}") for name in ANSWERS}
    heads = {**HEADERS, **BODIES, **FAILURES}
    found |= {f"head {name}": request("HEAD", f"/answer/{name}") for name in heads}
    return found
