"""The Runtime API, asked as a runtime would."""

import threading
from collections.abc import Iterator

import httpx
import pytest

from lift.deployer.sandbox.invocation import Invocation
from lift.deployer.sandbox.runtime_api import RuntimeApi


class Runtime:
    """A runtime that is played by hand."""

    def __init__(self) -> None:
        self.api = RuntimeApi()
        self.http = httpx.Client(base_url=f"http://{self.api.address}/2018-06-01/runtime/")


@pytest.fixture
def runtime() -> Iterator[Runtime]:
    runtime = Runtime()
    yield runtime
    runtime.http.close()
    runtime.api.close()


def given(runtime: Runtime) -> Invocation:
    invocation = Invocation("id-1", b'{"a": 1}', "arn:f:live", "Root=1-2-3")
    invocation.deadline = 1_800_000_000.5
    runtime.api.put(invocation)
    return invocation


def test_an_event_comes_with_its_headers(runtime: Runtime) -> None:
    given(runtime)
    answer = runtime.http.get("invocation/next")
    assert answer.content == b'{"a": 1}'
    assert answer.headers["Lambda-Runtime-Aws-Request-Id"] == "id-1"
    assert answer.headers["Lambda-Runtime-Deadline-Ms"] == "1800000000500"
    assert answer.headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:f:live"
    assert answer.headers["Lambda-Runtime-Trace-Id"] == "Root=1-2-3"


def test_asking_for_the_first_event_is_the_end_of_init(runtime: Runtime) -> None:
    assert not runtime.api.ready.is_set()
    thread = threading.Thread(target=runtime.http.get, args=("invocation/next",))
    thread.start()
    assert runtime.api.ready.wait(5)
    assert runtime.api.init_error is None
    given(runtime)
    thread.join(5)
    assert not thread.is_alive()


def test_a_response_is_handed_on(runtime: Runtime) -> None:
    invocation = given(runtime)
    assert runtime.http.post("invocation/id-1/response", content=b"[1]").status_code == 202
    assert invocation.wait(0)
    assert (invocation.payload, invocation.error) == (b"[1]", "")


def test_an_error_is_handed_on_as_unhandled(runtime: Runtime) -> None:
    invocation = given(runtime)
    assert runtime.http.post("invocation/id-1/error", content=b"{}").status_code == 202
    assert (invocation.payload, invocation.error) == (b"{}", "Unhandled")


def test_the_first_answer_counts(runtime: Runtime) -> None:
    invocation = given(runtime)
    runtime.http.post("invocation/id-1/response", content=b"1")
    runtime.http.post("invocation/id-1/response", content=b"2")
    assert invocation.payload == b"1"


def test_an_init_error_is_kept(runtime: Runtime) -> None:
    assert runtime.http.post("init/error", content=b'{"errorType": "X"}').status_code == 202
    assert runtime.api.ready.is_set()
    assert runtime.api.init_error == b'{"errorType": "X"}'


def test_an_answer_that_is_too_large_becomes_an_error(runtime: Runtime) -> None:
    invocation = given(runtime)
    answer = runtime.http.post("invocation/id-1/response", content=b"x" * 6_291_557)
    assert answer.status_code == 413
    assert b"ResponseSizeTooLarge" in invocation.payload


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "invocation/another/response", 400),
        ("POST", "invocation/id-1/nothing", 404),
        ("GET", "nothing", 404),
        ("DELETE", "invocation/next", 404),
    ],
)
def test_what_is_not_there(runtime: Runtime, method: str, path: str, status: int) -> None:
    given(runtime)
    assert runtime.http.request(method, path).status_code == status
