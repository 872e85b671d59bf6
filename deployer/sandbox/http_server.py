"""A small HTTP/1.1 server on 127.0.0.1: a request in, a response out, a thread a connection.

Front doors and the Runtime API are built on it. It keeps connections alive and sends each response
in one write with Nagle off: headers and body apart cost 40 ms a request. It knows no routes and no
AWS.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import IO

from ..gateway.request import Request
from ..gateway.response import Response, message
from . import wire

HOST = "127.0.0.1"

Handle = Callable[[Request], Response]
Refuse = Callable[[int, str], Response]


class HttpServer:
    """Serves ``handle`` on ``port`` (0: any free one) from construction to ``close``.

    A body over ``max_body`` bytes is answered with 413 unread; ``refuse`` words that, and the other
    answers to what is no request, of a status and its phrase. A connection that says nothing for
    ``idle_seconds`` is closed. Raises ``OSError`` when the port is taken.
    """

    def __init__(
        self,
        handle: Handle,
        *,
        port: int = 0,
        max_body: int | None = None,
        refuse: Refuse = message,
        idle_seconds: float | None = 75.0,
    ) -> None:
        self._handle = handle
        self._max_body = max_body
        self._refuse = refuse
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._closed = False
        self._listener = socket.create_server((HOST, port), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name=f"port {self.port}", daemon=True).start()

    @property
    def host(self) -> str:
        """Where it listens, as ``127.0.0.1:PORT``."""
        return f"{HOST}:{self.port}"

    def close(self) -> None:
        """Stop listening and end every open connection."""
        with self._lock:
            self._closed = True
            connections = list(self._open)
        # A blocked accept or recv does not notice close(); it does notice shutdown().
        for each in (self._listener, *connections):
            _shut(each)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, address = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if self._closed:
                    connection.close()
                    return
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, address[0]), daemon=True).start()

    def _serve(self, connection: socket.socket, client: str) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(self._idle_seconds)
            with connection.makefile("rb") as source, connection.makefile("wb") as sink:
                while self._exchange(source, sink, client):
                    pass
        except OSError:
            pass  # the other side went away, or was silent for too long
        finally:
            with self._lock:
                self._open.discard(connection)
            _shut(connection)
            connection.close()

    def _exchange(self, source: IO[bytes], sink: IO[bytes], client: str) -> bool:
        """One request and its response; whether another may follow."""
        try:
            request = wire.read_request(source, sink, client, self._max_body)
        except wire.BadRequest as error:
            refusal = self._refuse(error.status, str(error))
            sink.write(wire.response_bytes(refusal, head=False, keep_alive=False))
            sink.flush()
            return False
        if request is None:
            return False
        response = self._handle(request)
        again = wire.keeps_alive(request)
        head = request.method == "HEAD"
        sink.write(wire.response_bytes(response, head=head, keep_alive=again))
        sink.flush()
        return again


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # already gone
        connection.shutdown(socket.SHUT_RDWR)
