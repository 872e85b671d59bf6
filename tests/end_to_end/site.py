"""A deployed application, as its owner and its visitors see it: commands, and an address."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from lift.deployer.run import Result, run

from ..browser import Browser, Visit
from ..example import copied, set_keys
from ..lift_process import LIFT, SandboxProcess
from ..reports import Reports


class Site:
    """A folder with a ``lift_settings.json``, and the sandbox that it is deployed into."""

    def __init__(self, folder: Path, sandbox: SandboxProcess) -> None:
        self.folder = folder
        self.sandbox = sandbox

    def run(self, *arguments: str, check: bool = True, **environment: str) -> Result:
        """``lift ARGUMENTS`` in the folder; raises ``CommandFailed`` unless ``check`` is false."""
        variables = {**self.sandbox.environment, **environment}
        command = [str(LIFT), *arguments]
        return run(command, cwd=self.folder, environment=variables, check=check, timeout=120)

    def json(self, *arguments: str) -> Any:
        """What ``lift --json ARGUMENTS`` says on stdout."""
        return json.loads(self.run("--json", *arguments).stdout)

    @cached_property
    def status(self) -> dict[str, Any]:
        """What ``lift status`` said: function and URL stay as they are until settings change."""
        said: dict[str, Any] = self.json("status")
        return said

    @property
    def url(self) -> str:
        return str(self.status["url"])

    @property
    def function(self) -> str:
        return str(self.status["function"])

    @property
    def version(self) -> str:
        """The version that is live now."""
        return str(self.json("status")["version"])

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=40, trust_env=False)

    def browser(self, visits: list[Visit]) -> Browser:
        return Browser(self.url, Reports(self.sandbox.environment, self.function), visits)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace ``old``, which must be there, in one of the application's files."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def set(self, **keys: object) -> None:
        """Change keys of the settings' one stage; None takes a key out."""
        set_keys(self.folder, **keys)
        self.__dict__.pop("status", None)


@contextmanager
def copy_of(example: Path, folder: Path, sandbox: SandboxProcess, project: str) -> Iterator[Site]:
    """A copy of ``example`` to be edited and deployed under a name of its own, then taken down."""
    site = Site(copied(example, folder), sandbox)
    site.set(project=project)
    try:
        yield site
    finally:
        site.run("undeploy", "--yes")
