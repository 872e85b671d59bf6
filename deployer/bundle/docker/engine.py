"""The Docker engine, reached as the ``docker`` command reaches it: DOCKER_HOST, TLS, contexts, ssh.

It may be on another machine or without rights on this one, so no folder is ever mounted: files go
in and out through the connection, as tar archives. A container ends by itself after a while, in
case nobody is left to remove it.
"""

import os
import socket
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import BundleError, CommandFailed
from ...settings.stage import Architecture
from ...ui import Ui

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container as Running

PLATFORMS: Mapping[Architecture, str] = {"x86_64": "linux/amd64", "arm64": "linux/arm64"}
_LONGEST = "7200"  # seconds that a container lives
_TAIL = 40  # lines of a log
_EMULATE = (
    "the engine's machine has another processor: have it emulate this one (docker run --privileged "
    "--rm tonistiigi/binfmt --install all), or name an engine that has it: DOCKER_HOST"
)


class Engine:
    """A connection to the engine."""

    def __init__(self, client: "DockerClient") -> None:
        self._client = client

    @property
    def architecture(self) -> Architecture | None:
        """The processor of its machine, as the settings call it; None for one that they cannot."""
        own = f"linux/{self._client.version()['Arch']}"
        return next((ours for ours, platform in PLATFORMS.items() if platform == own), None)

    def provide(self, image: str, platform: str, setting: str, ui: Ui) -> None:
        """Pull ``image`` for ``platform`` ("linux/arm64") unless the engine has it.

        ``setting`` names another one: '"base_image": …'.
        """
        from docker.errors import APIError, ImageNotFound

        try:
            found = self._client.images.get(image)
            if found.attrs["Architecture"] == platform.rpartition("/")[2]:
                return
        except ImageNotFound:
            pass
        ui.step(f"pulling {image}")
        try:
            self._client.images.pull(image, platform=platform)
        except APIError as error:
            error.response.close()  # docker-py leaves its connection open
            raise BundleError(
                f"the image {image} cannot be pulled: {error.explanation}",
                hint=f"name another one in the settings: {setting}",
            ) from None

    def identity(self, image: str) -> str | None:
        """The engine's id for ``image``, None when it does not have it."""
        from docker.errors import ImageNotFound

        try:
            return str(self._client.images.get(image).id)
        except ImageNotFound:
            return None

    def size(self, image: str) -> int:
        """Bytes, unpacked, of an image that is there."""
        return int(self._client.images.get(image).attrs["Size"])

    @contextmanager
    def layer(
        self, image: str, platform: str, command: str, made: str
    ) -> Iterator[tarfile.TarFile]:
        """An archive to add to, which is unpacked at / in a new layer on ``image`` at the end.

        What comes of it is the image ``made``, which runs ``command``; nothing is run for it. It
        takes the place of an earlier one of the same name and another tag.
        """
        created = self._client.containers.create(image, [command], platform=platform)
        repository, _, tag = made.rpartition(":")
        try:
            with Container(created).put("/") as archive:
                yield archive
            created.commit(repository, tag)
        finally:
            created.remove(v=True)
        for there in self._client.images.list(name=repository):
            for name in set(there.tags) - {made}:
                self._client.images.remove(name)

    def push(self, image: str, to: str, user: str, password: str) -> None:
        """Push ``image`` to a registry, where its name is ``to``; no name of it is left here."""
        repository, _, tag = to.rpartition(":")
        self._client.images.get(image).tag(repository, tag)
        login = {"username": user, "password": password}
        try:
            said = self._client.api.push(
                repository, tag, auth_config=login, stream=True, decode=True
            )
            # Read to its end, or its connection stays open.
            if errors := [line["error"].strip() for line in said if "error" in line]:
                raise BundleError(f"{to} cannot be pushed: {errors[0]}")
        finally:
            self._client.images.remove(to)

    @contextmanager
    def container(self, image: str, platform: str) -> Iterator["Container"]:
        """A running container, removed at the end whatever happens."""
        from docker.errors import APIError

        wait = {"entrypoint": ["sleep", _LONGEST], "command": [], "user": "0"}
        running = self._client.containers.create(image, platform=platform, **wait)
        container = Container(running)
        try:
            try:
                running.start()
                container.run(["true"])
            except (APIError, CommandFailed) as error:
                said = f"{error} {running.logs().decode('utf-8', 'replace')}"
                raise BundleError(
                    f"a container of {image} for {platform} does not start",
                    hint=_EMULATE if "format error" in said else "",
                    details=said.strip(),
                ) from None
            yield container
        finally:
            running.remove(force=True, v=True)


class Container:
    """A running container to work in."""

    def __init__(self, running: "Running") -> None:
        self._running = running

    @contextmanager
    def put(self, path: str) -> Iterator[tarfile.TarFile]:
        """An archive to add to, which is unpacked in the folder ``path`` at the end."""
        with tempfile.TemporaryFile() as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                yield archive
            file.seek(0)
            self._running.put_archive(path, file)

    def get(self, path: str, folder: Path) -> None:
        """Copy the file or folder ``path`` into ``folder``, where it is the user's own."""
        chunks, _ = self._running.get_archive(path)
        with tempfile.TemporaryFile() as file:
            file.writelines(chunks)
            file.seek(0)
            with tarfile.open(fileobj=file) as archive:
                archive.extractall(folder, filter="data")

    def run(
        self,
        command: Sequence[str],
        *,
        cwd: str = "/",
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """What ``command`` writes to its output; raises ``CommandFailed`` with the log's end."""
        api = self._running.client.api
        how = {"workdir": cwd, "environment": dict(environment or {})}
        started = api.exec_create(self._running.id, list(command), **how)["Id"]
        output, log = (part or b"" for part in api.exec_start(started, demux=True))
        if returncode := api.exec_inspect(started)["ExitCode"]:
            raise CommandFailed(
                f"{command[0]} ended with exit code {returncode}",
                returncode=returncode,
                details=b"\n".join(log.splitlines()[-_TAIL:]).decode("utf-8", "replace"),
            )
        return bytes(output).decode("utf-8", "replace")


def roots(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """``entry`` for a container: nothing of this machine's users goes in."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


@contextmanager
def connect(why: str, instead: str) -> Iterator[Engine]:
    """The engine; raises ``BundleError`` when there is none.

    ``why`` is what takes Docker ("mill must be built"), ``instead`` how to do without.
    """
    import docker
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    try:
        _knock()
        client = docker.from_env(use_ssh_client=True)
    except (DockerException, OSError) as error:
        where = os.environ.get("DOCKER_HOST") or "the usual place"
        raise BundleError(
            f"{why}, which takes Docker, and no engine answers at {where}",
            hint=f"start one or say where it is (DOCKER_HOST), or do without: {instead}",
            details=str(error),
        ) from None
    try:
        yield Engine(client)
    except (DockerException, RequestException) as error:
        raise BundleError(f"the Docker engine failed: {error}") from None
    finally:
        client.close()


def _knock() -> None:
    """Raise ``OSError`` when nobody listens at the engine's Unix socket, if it has one.

    docker-py, which finds out by itself, leaves a socket open then (UnixHTTPConnection.connect).
    """
    import docker
    from docker.constants import MINIMUM_DOCKER_API_VERSION
    from docker.transport import UnixHTTPAdapter

    # With a version it asks for none, so nothing is sent yet.
    client = docker.from_env(use_ssh_client=True, version=MINIMUM_DOCKER_API_VERSION)
    with closing(client):
        adapter = client.api.get_adapter(client.api.base_url)
    if isinstance(adapter, UnixHTTPAdapter):
        with socket.socket(socket.AF_UNIX) as knocking:
            try:
                knocking.connect(adapter.socket_path)
            except OSError as error:
                raise OSError(f"{adapter.socket_path}: {error.strerror}") from None
