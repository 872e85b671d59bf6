"""A Docker engine of the tests' own, with an image to build in that ``.ci/build-image`` makes."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docker
import pytest
from docker.errors import DockerException

from lift.deployer import run

IMAGE = "lift-build:test"
_TIMEOUT = 30  # seconds
_ROOM = 2**31  # bytes


class Engine(NamedTuple):
    """Where it is, and a connection to it."""

    host: str
    client: docker.DockerClient


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Started for the tests; nothing of it is left afterwards, its images included."""
    image = os.environ.get("LIFT_TEST_BUILD_IMAGE")
    if not image:
        pytest.skip("LIFT_TEST_BUILD_IMAGE is not set: .ci/build-image makes one, on one Python")
    # Short, since a socket's name has 108 bytes; in memory where there is room, four times as fast.
    folder = Path(tempfile.mkdtemp(prefix="lift", dir=_memory()))
    host, log = f"unix://{folder}/docker.sock", folder / "dockerd.log"
    command = ["dockerd", "--iptables=false", "--bridge=none", f"--host={host}"]
    command += [f"--{name}={folder / name}" for name in ("pidfile", "data-root", "exec-root")]
    with log.open("wb") as opened:
        daemon = run.start(command, environment=run.clean_environment(), stdout=opened)
        try:
            client = _client(host, log)
            client.api.import_image_from_file(image, *IMAGE.split(":"))
            yield Engine(host, client)
            client.close()
        finally:
            daemon.terminate()
            daemon.wait(_TIMEOUT)
            shutil.rmtree(folder)


def _memory() -> str | None:
    shared = Path("/dev", "shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > _ROOM else None


def _client(host: str, log: Path) -> docker.DockerClient:
    deadline = time.monotonic() + _TIMEOUT
    while True:
        if Path(host.removeprefix("unix://")).exists():
            try:
                return docker.DockerClient(host)
            except DockerException:
                pass
        if time.monotonic() > deadline:
            pytest.fail(f"dockerd does not answer:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)


@pytest.fixture
def build_image(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The image's name, with lift sent to the engine; no container may be left of the test."""
    monkeypatch.setenv("DOCKER_HOST", engine.host)
    yield IMAGE
    assert engine.client.containers.list(all=True) == []
