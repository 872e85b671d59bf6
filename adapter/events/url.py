"""Pieces of URLs, as several sources give them: paths, queries, hosts, ports, addresses."""

from __future__ import annotations

from ..headers import as_latin, flat
from ..memo import Memo
from .headers import last

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Server = tuple[str, str, int]

PORTS = {"http": 80, "https": 443}
# RFC 3986 section 2.3
UNESCAPED = "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def decoded(path: str) -> str:
    """A path, percent-decoded once. Escapes that are no UTF-8 become U+FFFD."""
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return unquote(path)


def absolute(path: object) -> str:
    """``path``, "/" if it is missing, with the slash in front that a hand-written event forgets."""
    if not path or not isinstance(path, str):
        return "/"
    return path if path[0] == "/" else "/" + path


def stage_prefix(path: str, stage: object, domain: object) -> str:
    """ "/prod" if the path begins with the stage, else "".

    AWS puts a named stage in front of the path on the execute-api host only; on a custom domain
    a first segment of that name is the application's own.
    """
    if not stage or not isinstance(stage, str):
        return ""
    if isinstance(domain, str) and domain and ".execute-api." not in domain:
        return ""
    prefix = "/" + stage
    return prefix if path == prefix or path.startswith(prefix + "/") else ""


def raw_query(query: str) -> str:
    """A query as it was sent, each character one byte, also of letters that were sent raw."""
    return query if query.isascii() else as_latin(query)


def query_of(one: dict[str, Any] | None, several: dict[str, Any] | None) -> str:
    """The query that decoded maps came from, encoded again. The order between names is AWS's."""
    if several:
        try:
            # Nearly always there is one value each, and nothing to escape.
            parts = []
            for name, (value,) in several.items():
                if name.strip(UNESCAPED) or value.strip(UNESCAPED):
                    break
                parts.append(f"{name}={value}")
            else:
                return "&".join(parts)
        except (AttributeError, TypeError, ValueError):
            pass
    return "&".join([f"{quoted(name)}={quoted(value)}" for name, value in items(one, several)])


def items(one: dict[str, Any] | None, several: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Name and value, repeats apart; from the map of lists where there is one. Null is empty."""
    pairs = flat(several or one or {})
    return [(name, "" if value is None else str(value)) for name, value in pairs]


def quoted(text: str, kept: str = "") -> str:
    from urllib.parse import quote

    return quote(text, safe=kept, errors="replace")


def server_of(headers: dict[str, Any], domain: object) -> Server:
    """Scheme, host name and port that the client used.

    X-Forwarded-Proto and -Port the gateway writes itself; without them it is https, as AWS's own
    doors are. ``domain`` stands in for a missing Host.
    """
    try:
        if "Host" in headers:  # REST APIs
            said = headers["Host"], headers["X-Forwarded-Proto"], headers["X-Forwarded-Port"]
        else:
            said = headers["host"], headers["x-forwarded-proto"], headers["x-forwarded-port"]
        if said[0].__class__ is said[1].__class__ is said[2].__class__ is list:
            said = said[0][-1], said[1][-1], said[2][-1]
        return SERVERS[said]
    except (LookupError, TypeError):  # one is missing, empty, or in another spelling
        host = last(headers, "host", "Host") or (domain if isinstance(domain, str) else "")
        proto = last(headers, "x-forwarded-proto", "X-Forwarded-Proto")
        return SERVERS[host, proto, last(headers, "x-forwarded-port", "X-Forwarded-Port")]


def server_said(headers: tuple[str, str, str]) -> Server:
    host, proto, forwarded_port = headers
    scheme = "http" if proto == "http" else "https"
    name, port = split_host(host)
    return scheme, name or "localhost", number(forwarded_port) or port or PORTS[scheme]


SERVERS: dict[tuple[str, str, str], Server] = Memo(server_said)


def split_host(host: str) -> tuple[str, int]:
    """Name and port of a Host header: "a:80", "a", "[::1]:80", "::1". 0 where it has none."""
    if host[:1] == "[":
        name, _, rest = host[1:].partition("]")
        return name, number(rest[1:])
    if host.count(":") == 1:
        name, _, port = host.partition(":")
        return name, number(port)
    return host, 0


def forwarded_client(forwarded_for: str) -> str:
    """The address the balancer saw: the last one. Those before it the client can make up.

    It has a port where a load balancer preserves it: "192.0.2.1:4711", "[2001:db8::1]:4711".
    """
    return split_host(forwarded_for.rpartition(",")[2].strip())[0]


def number(port: str) -> int:
    return int(port) if len(port) <= 5 and port.isdecimal() else 0
