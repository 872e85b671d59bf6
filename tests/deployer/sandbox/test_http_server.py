"""The server of doors and Runtime APIs."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response
from lift.deployer.sandbox.http_server import HttpServer


def echo(request: Request) -> Response:
    return Response(200, (), request.method.encode() + b" " + request.body)


@pytest.fixture
def server() -> Iterator[HttpServer]:
    server = HttpServer(echo, max_body=100)
    yield server
    server.close()


def test_a_connection_carries_many_requests(server: HttpServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        file = client.makefile("rb")
        for _ in range(3):
            client.sendall(b"PUT / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi")
            assert file.readline() == b"HTTP/1.1 200 OK\r\n"
            while file.readline() != b"\r\n":
                pass
            assert file.read(6) == b"PUT hi"
        file.close()


def test_requests_sent_ahead_are_answered_in_order(server: HttpServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\nPUT / HTTP/1.1\r\nConnection: close\r\n\r\n")
        text = b""
        while more := client.recv(4096):
            text += more
    assert text.index(b"GET ") < text.index(b"PUT ")


def test_what_is_no_http_is_a_400_and_the_end(server: HttpServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"hello\r\n\r\n")
        text = b""
        while more := client.recv(4096):
            text += more
    assert text.startswith(b"HTTP/1.1 400 Bad Request")
    assert b"connection: close" in text


def test_a_body_over_the_limit_is_a_413(server: HttpServer) -> None:
    address = f"http://{server.host}"
    assert httpx.post(address, content=b"x" * 100).status_code == 200
    assert httpx.post(address, content=b"x" * 101).status_code == 413


def test_a_silent_connection_is_closed() -> None:
    server = HttpServer(echo, idle_seconds=0.05)
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        assert client.recv(1) == b""
    server.close()


def test_closing_ends_open_connections_and_frees_the_port() -> None:
    server = HttpServer(echo)
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        client.recv(1000)
        server.close()
        assert client.recv(1000) == b""
    HttpServer(echo, port=server.port).close()


def test_many_clients_at_once(server: HttpServer) -> None:
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(httpx.get(f"http://{server.host}").text))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["GET "] * 20
