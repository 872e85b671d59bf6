"""One request over a socket, as bytes that no client library has made prettier."""

from __future__ import annotations

import socket
from http.client import HTTPException, HTTPResponse

from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

SECONDS = 20.0


def exchange(host: str, request: Request) -> Response:
    """The server's answer; headers as they came, the body without its transfer coding."""
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=SECONDS) as connection:
        connection.sendall(raw(request))
        response = HTTPResponse(connection, method=request.method)
        try:
            response.begin()
            body = response.read()
        except (HTTPException, ConnectionError) as failure:  # cut off in the middle
            return Response(0, (), type(failure).__name__.encode())
        return Response(response.status, tuple(response.getheaders()), body)


def raw(request: Request) -> bytes:
    lines = [f"{request.method} {request.target} {request.protocol}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    body = request.body
    if request.header("transfer-encoding") == "chunked":
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    elif body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
