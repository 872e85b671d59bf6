"""What is said, and what is left open, when no Docker engine answers."""

import gc
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import UnixStreamServer
from threading import Thread

import pytest

from lift.deployer.bundle.docker import engine
from lift.deployer.errors import BundleError


class _Broken(BaseHTTPRequestHandler):
    """Answers every request with a 500."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: it would be on the tests' output."""


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[str]:
    """Where an engine is that fails whatever it is asked."""
    with UnixStreamServer(str(tmp_path / "broken.sock"), _Broken) as server:
        Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"unix://{server.server_address}"
        server.shutdown()


def refused(host: str, monkeypatch: pytest.MonkeyPatch) -> BundleError:
    """The error when ``host`` has no engine; fails when a socket is left open."""
    monkeypatch.setenv("DOCKER_HOST", host)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(BundleError) as caught, engine.connect("an image is made", '"zip"'):
            pass
        message, hint, details = caught.value.message, caught.value.hint, caught.value.details
        del caught
        gc.collect()
    assert [str(warning.message) for warning in warned] == []
    return BundleError(message, hint=hint, details=details)


@pytest.mark.parametrize(
    "host", ["unix:///nowhere/docker.sock", "tcp://127.0.0.1:9", "nonsense://here"]
)
def test_no_engine_is_said_and_nothing_stays_open(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = refused(host, monkeypatch)
    assert error.message == (
        f"an image is made, which takes Docker, and no engine answers at {host}"
    )
    assert "DOCKER_HOST" in error.hint
    assert error.details


def test_a_socket_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    error = refused("unix:///nowhere/docker.sock", monkeypatch)
    assert error.details == "/nowhere/docker.sock: No such file or directory"


def test_an_engine_that_fails_leaves_nothing_open(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "500" in refused(broken, monkeypatch).details
