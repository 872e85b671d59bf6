"""The application's shutdown, in real processes, beside a Runtime API as Lambda's.

Each process is told to do one thing after the other by its stdin, and says what happens on stdout.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lift.adapter import Adapter, shutdown
from lift.adapter.types import Receive, Scope, Send

PROGRAM = """
import asyncio, json, logging, os, signal, sys, time
logging.basicConfig(level="INFO", format="%(levelname)s %(message)s", stream=sys.stdout)

async def app(scope, receive, send):
    if scope["type"] == "http":
        if scope["path"] == "/term":
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(10)
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})
        return
    assert (await receive())["type"] == "lifespan.startup"
    await send({"type": "lifespan.startup.complete"})
    assert (await receive())["type"] == "lifespan.shutdown"
    print("closing the pool", os.getpid() == PARENT, flush=True)
    if "slow" in sys.argv:
        await asyncio.sleep(10)
    if "fails" in sys.argv:
        await send({"type": "lifespan.shutdown.failed", "message": "the pool is stuck"})
    else:
        await send({"type": "lifespan.shutdown.complete"})

PARENT = os.getpid()

if "handles" in sys.argv:
    def handle(number, frame):
        print("the handler of somebody else", flush=True)
        os._exit(3)
    signal.signal(signal.SIGTERM, handle)

from lift.adapter import Adapter
handler = Adapter(app, lifespan_shutdown="off" not in sys.argv)
if "forks" in sys.argv:
    if os.fork() == 0:
        if "twice" in sys.argv:
            handler({"requestContext": {"http": {"method": "GET"}}})
        sys.exit()
    os.wait()
if "leaves" in sys.argv:
    sys.exit()
print("ready", flush=True)
for path in sys.stdin:
    event = {"rawPath": path.strip(), "requestContext": {"http": {"method": "GET"}}}
    print(handler(event)["statusCode"], flush=True)
"""


NEXT_INVOCATION = "/2018-06-01/runtime/invocation/next"


class RuntimeApi(BaseHTTPRequestHandler):
    """Lambda's Runtime and Extensions API, as far as they are needed. Nothing ever happens."""

    server: Lambda

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen += [self.path, self.headers["Lambda-Extension-Name"], json.loads(body)]
        self.send_response(self.server.status)
        if self.server.status == 200:
            self.send_header("Lambda-Extension-Identifier", "an-identifier")
        self.end_headers()
        self.wfile.write(b"{}")

    def do_GET(self) -> None:
        if self.path == NEXT_INVOCATION:
            self.server.idle.set()
        else:
            self.server.seen += [self.path, self.headers["Lambda-Extension-Identifier"]]
            self.server.asked.set()
        self.server.over.wait()

    def log_message(self, *_: object) -> None:
        pass


class Lambda(ThreadingHTTPServer):
    """A Runtime API on a port of its own."""

    daemon_threads = True

    def __init__(self, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), RuntimeApi)
        self.status = status
        self.seen: list[object] = []
        self.asked = threading.Event()  # by the extension, for its next event
        self.idle = threading.Event()  # the runtime waits for its next invocation
        self.over = threading.Event()

    def environment(self, runtime: str = "AWS_Lambda_python3.12") -> dict[str, str]:
        address = f"127.0.0.1:{self.server_port}"
        return {"AWS_LAMBDA_RUNTIME_API": address, "AWS_EXECUTION_ENV": runtime}


@contextmanager
def running(status: int = 200) -> Iterator[Lambda]:
    server = Lambda(status)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Process:
    """The program, with these words as its arguments."""

    def __init__(
        self,
        *words: str,
        environment: dict[str, str] | None = None,
        program: tuple[str, ...] = ("-c", PROGRAM),
    ) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, *program, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | (environment or {}),
        )

    def line(self) -> str:
        assert self.popen.stdout is not None
        return self.popen.stdout.readline().strip()

    def ask(self, path: str) -> str:
        self.tell(path)
        return self.line()

    def tell(self, path: str) -> None:
        assert self.popen.stdin is not None
        self.popen.stdin.write(f"{path}\n")
        self.popen.stdin.flush()

    def end(self, sent: int | None = None) -> tuple[int, list[str], str]:
        """Its exit code, the rest of its lines, and what stands on stderr."""
        if sent is not None:
            self.popen.send_signal(sent)
        stdout, stderr = self.popen.communicate(timeout=30)
        return self.popen.returncode, stdout.splitlines(), stderr


DONE = ["closing the pool True", "INFO the application has shut down"]


def test_lambda_sends_sigterm_to_a_process_that_is_an_extension() -> None:
    with running() as server:
        process = Process(environment=server.environment())
        assert process.line() == "ready"
        assert process.ask("/") == "200"
        assert server.asked.wait(10)
        assert server.seen == [
            "/2020-01-01/extension/register",
            "lift",
            {"events": []},
            "/2020-01-01/extension/event/next",
            "an-identifier",
        ]
        assert process.end(signal.SIGTERM) == (-signal.SIGTERM, DONE, "")


@pytest.mark.skipif(sys.platform != "linux", reason="Lambda's runtime client is for Linux")
def test_lambdas_runtime_client_lets_the_shutdown_happen_while_it_waits(tmp_path: Path) -> None:
    program, _, _ = PROGRAM.partition('print("ready"')
    (tmp_path / "shut_down_function.py").write_text(program, encoding="utf-8")
    with running() as server:
        environment = {**server.environment(), "PYTHONPATH": str(tmp_path)}
        command = ("-m", "awslambdaric")
        process = Process("shut_down_function.handler", environment=environment, program=command)
        assert server.idle.wait(30)
        code, lines, errors = process.end(signal.SIGTERM)
        assert (code, errors) == (-signal.SIGTERM, "")
        assert DONE[0] in lines


def test_the_shutdown_comes_also_in_the_middle_of_an_invocation() -> None:
    with running() as server:
        process = Process(environment=server.environment())
        assert process.line() == "ready"
        process.tell("/term")
        assert process.end() == (-signal.SIGTERM, DONE, "")


def test_a_handler_that_was_there_before_comes_after() -> None:
    with running() as server:
        process = Process("handles", environment=server.environment())
        assert process.line() == "ready"
        assert process.end(signal.SIGTERM) == (3, [*DONE, "the handler of somebody else"], "")


def test_a_shutdown_that_takes_too_long_is_left() -> None:
    with running() as server:
        process = Process("slow", environment=server.environment())
        assert process.line() == "ready"
        code, lines, errors = process.end(signal.SIGTERM)
        assert (code, errors) == (-signal.SIGTERM, "")
        assert lines[-1] == "ERROR the application's shutdown has taken over 0.45 s"


def test_a_shutdown_that_fails_is_logged() -> None:
    with running() as server:
        process = Process("fails", environment=server.environment())
        assert process.line() == "ready"
        _, lines, _ = process.end(signal.SIGTERM)
        assert lines[-1] == "ERROR the application failed to shut down: the pool is stuck"


def test_without_the_option_nothing_is_registered_and_nothing_shut_down() -> None:
    with running() as server:
        process = Process("off", environment=server.environment())
        assert process.line() == "ready"
        assert process.end(signal.SIGTERM) == (-signal.SIGTERM, [], "")
        assert server.seen == []


@pytest.mark.parametrize("runtime", ["AWS_Lambda_python3.11", "AWS_Lambda_Image", ""])
def test_a_runtime_that_does_not_hear_sigterm_is_a_warning(runtime: str) -> None:
    with running() as server:
        process = Process(environment=server.environment(runtime))
        assert process.line() == (
            "WARNING lifespan_shutdown: Lambda's runtime client hears SIGTERM only from python3.12 "
            "on; the application's shutdown will not run"
        )
        assert process.line() == "ready"
        assert process.ask("/") == "200"
        assert process.end(signal.SIGTERM) == (-signal.SIGTERM, [], "")
        assert server.seen == []


def test_a_runtime_api_that_refuses_extensions_is_a_warning() -> None:
    with running(status=403) as server:
        process = Process(environment=server.environment())
        assert process.line() == (
            "WARNING lifespan_shutdown: Lambda answered 403 to the extension: {}; "
            "the application's shutdown will not run"
        )
        assert process.line() == "ready"
        assert process.ask("/") == "200"
        process.popen.kill()
        process.end()


def test_no_runtime_api_at_its_address_is_a_warning() -> None:
    with running() as server:
        environment = server.environment()
    process = Process(environment=environment)
    assert process.line().startswith("WARNING lifespan_shutdown: ")
    assert process.line() == "ready"
    process.popen.kill()
    process.end()


def test_outside_lambda_the_shutdown_comes_when_the_interpreter_leaves() -> None:
    assert Process("leaves").end() == (0, DONE, "")


def test_outside_lambda_signals_are_left_alone() -> None:
    process = Process()
    assert process.line() == "ready"
    assert process.end(signal.SIGTERM) == (-signal.SIGTERM, [], "")


def test_a_child_process_does_not_shut_its_parent_down() -> None:
    assert Process("forks", "leaves").end() == (0, DONE, "")


def test_a_child_process_that_serves_has_its_own_shutdown() -> None:
    code, lines, errors = Process("forks", "twice", "leaves").end()
    assert (code, errors) == (0, "")
    assert lines == ["closing the pool False", "INFO the application has shut down", *DONE]


def test_another_thread_cannot_have_the_signal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})

    monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1")
    monkeypatch.setenv("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13")
    thread = threading.Thread(target=lambda: Adapter(app, lifespan_shutdown=True))
    thread.start()
    thread.join()
    assert "only works in main thread" in caplog.text


@pytest.mark.parametrize(
    ("environment", "obstacle"),
    [
        ({}, "only from python3.12 on"),
        ({"AWS_EXECUTION_ENV": "AWS_Lambda_python3.11"}, "only from python3.12 on"),
        ({"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}, "only from python3.12 on"),
        ({"AWS_EXECUTION_ENV": "AWS_Lambda_python3.12"}, ""),
        ({"AWS_EXECUTION_ENV": "AWS_Lambda_python3.14"}, ""),
        (
            {"AWS_EXECUTION_ENV": "AWS_Lambda_python3.14", "AWS_LAMBDA_MAX_CONCURRENCY": "16"},
            "parent process only",
        ),
    ],
)
def test_what_keeps_sigterm_away(environment: dict[str, str], obstacle: str) -> None:
    found = shutdown.obstacle_in(environment)
    assert bool(found) is bool(obstacle)
    assert found.endswith(obstacle)
