"""A registry of the tests' own (Debian's docker-registry), which asks for a login as ECR does."""

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from lift.deployer import run

USER, PASSWORD = "AWS", "token"
_HASH = "$2b$04$HQOZM.rXnkBuue3A7P6Be.H.UsmP4F.h4vJ/2vAorqLdngigzFbmy"  # bcrypt, of "token"
_TIMEOUT = 20  # seconds
_CONFIGURATION = """\
version: 0.1
storage: {{filesystem: {{rootdirectory: {folder}/data}}}}
http: {{addr: "{host}"}}
auth: {{htpasswd: {{realm: test, path: {folder}/htpasswd}}}}
"""
_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


class Registry(NamedTuple):
    """``host`` has its port."""

    host: str

    def layers(self, repository: str, tag: str) -> list[str]:
        """The digests of an image's layers, the base image's first."""
        manifest = self._get(f"{repository}/manifests/{tag}")
        return [layer["digest"] for layer in manifest["layers"]]

    def _get(self, path: str) -> Any:
        answer = httpx.get(
            f"http://{self.host}/v2/{path}", auth=(USER, PASSWORD), headers={"Accept": _MANIFEST}
        )
        return answer.raise_for_status().json()


@contextmanager
def registry(folder: Path) -> Iterator[Registry]:
    """Running while the context lasts."""
    if shutil.which("docker-registry") is None:
        pytest.skip("there is no docker-registry: .ci/build-image installs it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    configuration = folder / "registry.yml"
    configuration.write_text(_CONFIGURATION.format(folder=folder, host=host))
    (folder / "htpasswd").write_text(f"{USER}:{_HASH}\n")
    with (folder / "registry.log").open("wb") as log:
        command = ["docker-registry", "serve", str(configuration)]
        server = run.start(command, environment=run.clean_environment(), stdout=log)
    try:
        _wait(host, folder / "registry.log")
        yield Registry(host)
    finally:
        server.terminate()
        server.wait(_TIMEOUT)


def _wait(host: str, log: Path) -> None:
    deadline = time.monotonic() + _TIMEOUT
    while True:
        try:
            httpx.get(f"http://{host}/v2/")
        except httpx.TransportError:
            if time.monotonic() > deadline:
                pytest.fail(f"docker-registry does not answer:\n{log.read_text()[-3000:]}")
            time.sleep(0.05)
        else:
            return
