"""What is made of a settings file, for the cases to read."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from lift.deployer import bundle
from lift.deployer.settings import Stage, load
from lift.deployer.ui import Recorder

from ...aws_rules import Answer, Parameters
from ..bench import Bench, bench
from ..bundle.projects import WSGI, write
from ..bundle.wheels import Index
from .case import STAGE, Make, Opened


@contextmanager
def loaded(folder: Path) -> Iterator[Make[Stage]]:
    """The stage itself, for keys that act on this machine."""
    write(folder, {"main.py": WSGI, "requirements.txt": "flour\n"})
    yield lambda file: load(file, STAGE)


@dataclass(frozen=True)
class Deployed:
    """A stage on AWS. ``calls`` are the parameters of those of the last deployment, by name."""

    bench: Bench
    calls: Mapping[str, list[Parameters]]

    @property
    def name(self) -> str:
        """The function's."""
        return self.bench.connect().target.names.function

    @property
    def live(self) -> Any:
        """The configuration of the version that has the traffic."""
        client = self.bench.connect().lambda_
        return client.get_function_configuration(FunctionName=self.name, Qualifier="live")

    def may(self, action: str, resource: str | None) -> bool:
        """Whether the function's role may do ``action`` to ``resource``, in these words."""
        iam, role = self.bench.client("iam"), self.bench.connect().target.names.role
        policies = [
            iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
        ]
        return any(
            action in statement["Action"] and statement["Resource"] == resource
            for policy in policies
            for statement in policy["Statement"]
            if statement["Effect"] == "Allow"
        )

    @property
    def invoked(self) -> list[Any]:
        """The events that the last deployment sent to the function."""
        return [json.loads(call["Payload"]) for call in self.calls.get("Invoke", ())]


@contextmanager
def deployed(folder: Path) -> Iterator[Make[Deployed]]:
    with bench(folder, application) as there:
        yield lambda file: deploy(there, load(file, STAGE))


@contextmanager
def released(folder: Path) -> Iterator[Make[Deployed]]:
    """``deployed``, with other code each time, so that each step is a release."""
    with bench(folder, application) as there:

        def make(file: Path) -> Deployed:
            there.code += "."
            return deploy(there, load(file, STAGE))

        yield make


def deploy(there: Bench, stage: Stage) -> Deployed:
    """Deploy ``stage``, after which there must be nothing more to do."""
    there.stage = stage
    there.deploy()
    calls: dict[str, list[Parameters]] = {}
    for call in there.rules.calls:
        calls.setdefault(call.operation, []).append(call.parameters)
    assert there.preview().plan.work == ()
    return Deployed(there, calls)


def application(name: str, version: str, event: Any) -> Answer:
    """A function whose commands and pages all succeed."""
    if event.get("lift") == "manage":
        return Answer({"exit_code": 0, "output": ""})
    return Answer({"statusCode": 200, "body": "hello"})


@dataclass(frozen=True)
class Built:
    """A bundle: the text of each file in its zips, and what was said while it was built."""

    code: Mapping[str, str]
    layer: Mapping[str, str]
    environment: Mapping[str, str]
    said: list[str]

    def has(self, *names: str) -> list[str]:
        """Those of ``names`` that lie in one of the zips, or a folder of such a name."""
        files = [*self.code, *(name.removeprefix("python/") for name in self.layer)]
        found = {"/".join(name.split("/")[:n]) for name in files for n in range(1, 9)}
        return [name for name in names if name in found]


def project(files: Mapping[str, str], release: Callable[[Index], object]) -> Opened[Built]:
    """Builds a project of ``files``; ``release`` puts the packages that there are into an index."""

    @contextmanager
    def opened(folder: Path) -> Iterator[Make[Built]]:
        root, output = write(folder, {"main.py": WSGI, **files}), folder / ".lift"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LIFT_CACHE_DIR", str(root / ".cache"))
            index = root / ".index"
            index.mkdir()
            release(Index(index, patch))
            yield lambda file: _built(load(file, STAGE), output)

    return opened


def _built(stage: Stage, output: Path) -> Built:
    ui = Recorder()
    made = bundle.build(stage, output, ui)
    layer = _texts(made.layer.path) if made.layer else {}
    return Built(_texts(made.code.path), layer, made.environment, [text for _, text in ui.said])


def _texts(archive: Path) -> dict[str, str]:
    with ZipFile(archive) as zipped:
        return {name: zipped.read(name).decode("latin-1") for name in zipped.namelist()}
