"""Applications that keep what they see and answer what they are told, and what a server shows them.

``Seen`` is the same for both interfaces, as far as they show the same.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lift.adapter import Adapter
from lift.deployer.gateway.front_door import FrontDoor
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

# What a door writes itself, and a client cannot know.
WRITTEN = {
    "cloudfront-forwarded-proto",
    "content-length",
    "x-amzn-trace-id",
    "x-forwarded-for",
    "x-forwarded-port",
    "x-forwarded-proto",
}


@dataclass(frozen=True)
class Seen:
    """One request, as an application sees it. ``headers`` are without those of ``WRITTEN``."""

    method: str
    root: str
    path: bytes
    query: str
    headers: dict[str, list[str]]
    body: bytes
    client: str
    scheme: str
    host: str
    port: int
    raw_path: bytes = b""  # WSGI has none


def by_wsgi(event: dict[str, Any], answer: Response) -> tuple[Seen, Any]:
    """What a WSGI application saw, and the adapter's answer."""
    seen: list[Seen] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read()
        assert environ["CONTENT_LENGTH"] == str(len(body))
        headers = {
            name.removeprefix("HTTP_").lower().replace("_", "-"): [value]
            for name, value in environ.items()
            if name.startswith("HTTP_") or name == "CONTENT_TYPE"
        }
        seen.append(
            Seen(
                environ["REQUEST_METHOD"],
                environ["SCRIPT_NAME"],
                environ["PATH_INFO"].encode("latin-1"),
                environ["QUERY_STRING"],
                without_written(headers),
                body,
                environ["REMOTE_ADDR"],
                environ["wsgi.url_scheme"],
                environ["SERVER_NAME"].strip("[]"),
                int(environ["SERVER_PORT"]),
            )
        )
        start_response(f"{answer.status} Fine", list(answer.headers))
        return [answer.body]

    result = Adapter(application, interface="wsgi", errors="raise")(event, None)
    return seen[0], result


def by_asgi(event: dict[str, Any], answer: Response) -> tuple[Seen, Any]:
    """What an ASGI application saw, and the adapter's answer."""
    seen: list[Seen] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode(), []).append(value.decode("latin-1"))
        root = scope["root_path"]
        host, port = scope["server"]
        seen.append(
            Seen(
                scope["method"],
                root,
                scope["path"].removeprefix(root).encode(),
                scope["query_string"].decode("latin-1"),
                without_written(headers),
                (await receive())["body"],
                scope["client"][0],
                scope["scheme"],
                host,
                port,
                scope["raw_path"].removeprefix(root.encode()),
            )
        )
        pairs = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
        await send({"type": "http.response.body", "body": answer.body})

    adapter = Adapter(application, interface="asgi", lifespan="off", errors="raise")
    result = adapter(event, None)
    return seen[0], result


def shown_by_wsgi(request: Request, door: FrontDoor, root: str) -> Seen:
    """What a WSGI server shows: repeats joined, cookies by a semicolon, no ambiguous names."""
    headers = {
        name: [("; " if name == "cookie" else ",").join(values)]
        for name, values in header_lists(request).items()
        if name != "proxy" and "_" not in name
    }
    return shown(request, door, root, unquote_to_bytes(request.path), headers)


def shown_by_asgi(request: Request, door: FrontDoor, root: str) -> Seen:
    """What an ASGI server shows: text of the path, repeats apart."""
    path, headers = unquote(request.path).encode(), header_lists(request)
    return shown(request, door, root, path, headers, request.path.encode())


def shown(
    request: Request,
    door: FrontDoor,
    root: str,
    path: bytes,
    headers: dict[str, list[str]],
    raw_path: bytes = b"",
) -> Seen:
    host = door.host.removesuffix(f":{door.port}").strip("[]")
    return Seen(
        request.method,
        root,
        path,
        request.query,
        headers,
        request.body,
        request.client,
        door.scheme,
        host,
        int(door.port),
        raw_path,
    )


def header_lists(request: Request) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in request.headers:
        headers.setdefault(name.lower(), []).append(value)
    return without_written(headers)


def without_written(headers: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in headers.items() if name not in WRITTEN}


INTERFACES = {"wsgi": (by_wsgi, shown_by_wsgi), "asgi": (by_asgi, shown_by_asgi)}
