"""A stage on an emulated AWS with AWS's rules in between: what the engine's tests work on."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pytest
from moto import mock_aws

from lift.deployer.aws.session import Aws, connect
from lift.deployer.bundle import Archive, Bundle
from lift.deployer.clock import Clock
from lift.deployer.deadline import Deadline
from lift.deployer.engine.deploy import Deployed, deploy
from lift.deployer.engine.options import Options
from lift.deployer.engine.prepare import OnAws
from lift.deployer.engine.preview import Preview, preview
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

from ..aws_rules import AwsRules, FakeClock, Invoke
from ..aws_rules.kept import KeptSession, client

REGION = "eu-west-1"
ACCOUNT = "123456789012"
FUNCTION = "shop-production"
_SESSIONS: list[KeptSession] = []  # those that no stage is using


@dataclass
class Bench:
    """One stage, its bundle's content as text, and what AWS and the person see.

    ``code`` and ``dependencies`` stand for the sources: another text is another release.
    """

    folder: Path
    stage: Stage
    rules: AwsRules
    ui: Recorder
    session: KeptSession
    code: str = "v1"
    dependencies: str | None = "django"
    commit: str = "c0ffee"
    unzipped: int = 1000  # what the archives say they are, in bytes
    padding: int = 0  # how much larger the code's zip says it is than it is
    rebuild: Callable[[Bundle], Bundle] | None = None
    built: list[Bundle] = field(default_factory=list)
    published: Mapping[str, int] = field(default_factory=dict)  # when it was last built
    aws: Aws | None = None
    deadline: float | None = None  # seconds, for connections made from now on

    @property
    def clock(self) -> Clock:
        clock = self.rules.clock
        return clock if self.deadline is None else Deadline(clock, self.deadline)

    def connect(self) -> Aws:
        """To the stage as it is now."""
        if self.aws is None:
            self.session.renew()
            self.rules.attach(self.session)
            self.aws = connect(self.stage, self.ui, session=self.session, clock=self.clock)
        return replace(self.aws, ui=self.ui, target=replace(self.aws.target, stage=self.stage))

    def build(self, stage: Stage, published: OnAws) -> Bundle:
        self.published = published()
        code = self._archive("code", self.code)
        layer = self._archive("layer", self.dependencies) if self.dependencies else None
        bundle = Bundle("lift_handler.handler", {"LIFT_STAGE": stage.name}, code, layer)
        self.built.append(self.rebuild(bundle) if self.rebuild else bundle)
        return self.built[-1]

    def deploy(self, adopt: Any = (), *, retire: Any = False, **settings: Any) -> Deployed:
        return self._run(Options("deploy", self.commit, adopt=adopt, retire=retire), settings)

    def update(self, **settings: Any) -> Deployed:
        return self._run(Options("update", self.commit), settings)

    def preview(
        self,
        command: Literal["deploy", "update"] = "deploy",
        adopt: Any = (),
        *,
        retire: bool = False,
        **settings: Any,
    ) -> Preview:
        self._set(settings)
        options = Options(command, adopt=adopt, retire=retire)
        return preview(self.connect(), self.build, options, self.ui)

    def client(self, service: Any) -> Any:
        """A client without the rules, to look at what is there."""
        return client(service, REGION)

    def live(self) -> str:
        return str(
            self.client("lambda").get_alias(FunctionName=FUNCTION, Name="live")["FunctionVersion"]
        )

    def configuration(self, qualifier: str) -> Any:
        return self.client("lambda").get_function_configuration(
            FunctionName=FUNCTION, Qualifier=qualifier
        )

    def _run(self, options: Options, settings: Any) -> Deployed:
        self._set(settings)
        return deploy(self.connect(), self.build, options, self.ui)

    def _set(self, settings: Any) -> None:
        self.stage = replace(self.stage, **settings)
        self.rules.calls.clear()

    def _archive(self, name: str, text: str) -> Archive:
        there = archive(self.folder, name, text)
        return replace(there, size=there.size + self.padding, unzipped=self.unzipped)


def archive(folder: Path, name: str, text: str) -> Archive:
    """A zip with ``text`` in it, in ``folder``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("content.py"), text)
    data = buffer.getvalue()
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:8]}.zip"
    path.write_bytes(data)
    sha256 = base64.b64encode(hashlib.sha256(data).digest()).decode()
    digest = hashlib.sha256(f"{name} {text}".encode()).hexdigest()
    return Archive(path, len(data), 1000, sha256, digest)


def stage(folder: Path, **settings: Any) -> Stage:
    """The stage that is deployed, whose settings would lie in ``folder``."""
    return replace(
        Stage(
            name="production",
            root=folder,
            project="shop",
            settings_file=folder / "lift_settings.json",
            app="app:app",
            aws_region=REGION,
            environment_variables={"DATABASE_URL": "postgres://secret"},
        ),
        **settings,
    )


@contextmanager
def bench(folder: Path, invoke: Invoke | None = None, **settings: Any) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        rules = AwsRules(FakeClock(), invoke)
        session = _SESSIONS.pop() if _SESSIONS else KeptSession(REGION)
        yield Bench(folder, stage(folder, **settings), rules, Recorder(), session)
        _SESSIONS.append(session)
