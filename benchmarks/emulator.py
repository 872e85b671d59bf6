"""The AWS that the deployers deploy to: moto's server, in a process of its own.

``python -m benchmarks.emulator`` serves until it is ended. moto cannot run functions, so Invoke is
answered here, with a page: what a function's first start costs is no part of what is measured. So
is what moto lacks: ListFunctionUrlConfigs, which Zappa asks for, and what lift reads of authorizers
and provisioned concurrency.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from lift.deployer import run
from lift.deployer.sandbox.control_plane import Call, Operation, Reply, reply
from lift.deployer.sandbox.moto_server import bind

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[1]


@contextmanager
def running() -> Iterator[int]:
    """The port of an emulator that serves while the context lasts."""
    command = [sys.executable, "-u", "-m", "benchmarks.emulator"]
    process = run.start(command, cwd=ROOT, environment=run.clean_environment(), stderr=None)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def forget(port: int) -> None:
    """Be an account with nothing in it."""
    connection = HTTPConnection(HOST, port)
    connection.request("POST", "/moto-api/reset")
    connection.getresponse().read()
    connection.close()


def _page(_: Call) -> Reply:
    return reply(200, {"statusCode": 200, "headers": {}, "body": "hello"})


def _none(name: str) -> Callable[[Call], Reply]:
    """Answers with an empty list of that ``name``."""
    return lambda _: reply(200, {name: []})


def main() -> None:
    function = r"/[^/]+/functions/[^/]+"
    operations = [
        Operation("lambda", "POST", rf"{function}/invocations/?", _page),
        Operation("lambda", "GET", rf"{function}/urls/?", _none("FunctionUrlConfigs")),
        Operation(
            "lambda",
            "GET",
            rf"{function}/provisioned-concurrency/?",
            _none("ProvisionedConcurrencyConfigs"),
        ),
        Operation("apigateway", "GET", r"/v2/apis/[^/]+/authorizers", _none("items")),
    ]
    with bind(HOST, 0, operations) as server:
        print(server.port)
        server.serve_forever()


if __name__ == "__main__":
    main()
