"""The engine's commands from end to end, in the sandbox: a first deploy to the last trace."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from lift.deployer.cli.main import main
from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

APPLICATION = """
import os

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"{answer} " + os.environ["LIFT_HOSTS"].encode()]
"""


@dataclass
class Project:
    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, answer: str, **settings: object) -> None:
        stage = {
            "project": "shop",
            "app": "main:app",
            "aws_region": "eu-west-1",
            "runtime": "python3.11",
            **settings,
        }
        (self.root / "lift_settings.json").write_text(json.dumps({"live": stage}))
        (self.root / "main.py").write_text(APPLICATION.replace("{answer}", answer))

    def lift(self, *arguments: str, code: int = 0) -> str:
        """Run it; what it said on stderr."""
        with pytest.raises(SystemExit) as caught:
            main(list(arguments))
        said = self.capture.readouterr()
        assert caught.value.code == code, said.err
        self.out = said.out
        return said.err

    def json(self, *arguments: str) -> Any:
        self.lift("--json", *arguments)
        return json.loads(self.out)

    def get(self, url: str) -> str:
        with urlopen(url, timeout=30) as answer:  # noqa: S310 - the sandbox's own address
            return str(answer.read().decode())


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with Sandbox(port=0, ui=Recorder()) as sandbox:
        yield sandbox.endpoint


@pytest.fixture
def project(
    endpoint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sandbox")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sandbox")
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, capsys)


@pytest.mark.parametrize("api", ["http", "url"])
def test_from_the_first_deploy_to_the_last_trace(project: Project, api: str) -> None:
    project.write("one", api=api, project=f"shop-{api}")
    first = project.json("deploy", "--commit", "abc")
    assert sorted(first) == [
        "changed",
        "former_urls",
        "function",
        "further_urls",
        "seconds",
        "stage",
        "times",
        "url",
        "version",
    ]
    assert (first["former_urls"], first["further_urls"]) == ([], [])
    assert sorted(first["times"]) == sorted(["build", *first["changed"]])
    assert project.get(first["url"]) == "one 127.0.0.1"

    assert "nothing to change" in project.lift("deploy")
    assert project.out.strip() == first["url"]

    project.write("two", api=api, project=f"shop-{api}")
    second = project.json("update", "--commit", "def")
    assert second["version"] == "2"
    assert project.get(first["url"]) == "two 127.0.0.1"

    status = project.json("status")
    assert (status["version"], status["commit"], status["url"]) == ("2", "def", first["url"])
    project.lift("status")
    assert ["version", "2"] in [line.split() for line in project.out.splitlines()]

    back = project.json("rollback", "--yes")
    assert (back["version"], back["previous"]) == ("1", "2")
    assert project.get(first["url"]) == "one 127.0.0.1"

    project.write("two", api=api, project=f"shop-{api}", package="image")
    for command in ("invoke", "tail --no-follow", "status"):
        assert f"shop-{api}-live is live" in project.lift(*command.split())
    project.write("two", api=api, project=f"shop-{api}")

    gone = project.json("undeploy", "--yes")
    assert gone["kept"] == []
    assert f"function shop-{api}-live" in gone["deleted"]
    assert project.json("status")["state"] == "not deployed"
    assert project.json("undeploy", "--yes")["deleted"] == []


def test_releases_are_listed_gone_back_to_and_pruned(project: Project) -> None:
    for answer in ("one", "two", "three"):
        project.write(answer, project="kept", keep_releases=1)
        url = project.json("deploy")["url"]
    assert states(project) == {"3": "live", "2": "earlier"}

    back = project.json("rollback", "--yes")
    assert (back["version"], [each["field"] for each in back["changes"]]) == ("2", ["code"])
    assert project.get(url) == "two 127.0.0.1"
    assert states(project) == {"3": "rolled back", "2": "live"}

    project.lift("releases")
    assert [line.split()[0] for line in project.out.splitlines()] == ["version", "3", "2"]

    assert project.json("deploy")["version"] == "3"
    assert project.get(url) == "three 127.0.0.1"
    assert states(project) == {"3": "live", "2": "earlier"}
    assert "nothing to change" in project.lift("update")


def states(project: Project) -> dict[str, str]:
    return {each["version"]: each["state"] for each in project.json("releases")["releases"]}


def test_an_application_that_does_not_import_shows_its_own_traceback(project: Project) -> None:
    project.write("one", project="broken")
    url = project.json("deploy")["url"]
    (project.root / "main.py").write_text("import nowhere_to_be_found\n\ndef app(a, b): ...\n")
    said = project.lift("deploy", code=1)
    assert "version 2 does not start" in said
    assert 'main.py", line 1' in said, said
    assert "No module named 'nowhere_to_be_found'" in said
    assert "hint: version 1 is live" in said
    assert project.get(url) == "one 127.0.0.1"


def test_without_a_terminal_nothing_is_deleted_unasked(project: Project) -> None:
    project.write("one", project="asked", api="none")
    project.lift("deploy")
    assert "--yes" in project.lift("undeploy", code=2)
    assert project.json("status")["state"] == "live"


def test_rolling_back_what_was_never_deployed_is_an_error(project: Project) -> None:
    project.write("one", project="never")
    assert "no release to roll back from" in project.lift("rollback", "--yes", code=1)
    assert "has not been deployed" in project.lift("update", code=1)
