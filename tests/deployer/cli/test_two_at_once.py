"""Two real `lift deploy` at the same moment, and one that is stopped or killed, in the sandbox."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.run import start
from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

from ...lift_process import LIFT, aws_environment

APPLICATION = """
import time

def app(environ, start_response):
    time.sleep({seconds})
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""


class Project:
    def __init__(self, root: Path, endpoint: str) -> None:
        self.root = root
        self.environment = aws_environment(endpoint)
        stage = {"project": "shop", "app": "main:app", "runtime": "python3.11", "api": "url"}
        (root / "lift_settings.json").write_text(json.dumps({"live": stage}))

    def deploy(self, seconds: float, commit: str) -> subprocess.Popen[bytes]:
        """Begin to deploy an application that answers after ``seconds``."""
        (self.root / "main.py").write_text(APPLICATION.format(seconds=seconds))
        command = (str(LIFT), "deploy", "--commit", commit)
        return start(command, cwd=self.root, environment=self.environment)


def until(process: subprocess.Popen[bytes], words: str) -> str:
    """What it says until ``words`` come."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line.decode()
        if words in said:
            return said
    raise AssertionError(said)


def ended(process: subprocess.Popen[bytes]) -> str:
    """What it says to its end."""
    said, _ = process.communicate(timeout=60)
    return said.decode()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Sandbox(port=0, ui=Recorder()) as sandbox:
        yield Project(tmp_path, sandbox.endpoint)


def test_the_second_waits_the_stopped_lets_go_and_the_killed_is_found_out(project: Project) -> None:
    first = project.deploy(2, "aaa")
    until(first, "published version 1")
    second = project.deploy(0, "bbb")
    said = until(second, "lift deploy live")
    assert f"(process {first.pid}) runs `lift deploy live` of commit aaa since" in said
    assert "version 1 is live" in ended(first)
    assert "version 2 is live" in ended(second)
    assert (first.returncode, second.returncode) == (0, 0)

    stopped = project.deploy(3, "ccc")
    until(stopped, "published version 3")
    stopped.send_signal(signal.SIGTERM)
    assert "`lift deploy live` goes on from there" in ended(stopped)
    assert stopped.returncode == 128 + signal.SIGTERM

    killed = project.deploy(3.1, "ddd")
    assert "runs `" not in until(killed, "published version 4")  # nobody to wait for
    killed.kill()
    ended(killed)

    last = project.deploy(0, "eee")
    said = ended(last)
    assert "ended without a word" in said
    assert "waiting for" not in said
    assert last.returncode == 0
