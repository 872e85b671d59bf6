"""Which Python runs what."""

import platform
import sys
from pathlib import Path

import pytest

from lift.deployer.errors import SandboxError
from lift.deployer.interpreter import find
from lift.deployer.run import run
from lift.deployer.sandbox.interpreter import Interpreters

from .aws import Aws

OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
WHICH = "import sys\ndef handler(event, context): return '%d.%d' % sys.version_info[:2]"
MISSING = "3.99"


def test_what_the_machine_has_not_runs_on_its_own() -> None:
    found = Interpreters().get(MISSING)
    assert found.version == OWN
    assert "awslambdaric" in run([found.python, "-c", "import awslambdaric as a; print(a)"]).stdout


def test_without_the_package_index_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "lift"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    monkeypatch.setenv("UV_OFFLINE", "1")
    with pytest.raises(SandboxError, match="runtime client could not be installed") as refused:
        Interpreters().get(OWN)
    assert "package index" in refused.value.hint
    assert not list((tmp_path / "lift" / "runtimes").iterdir())


def test_a_function_runs_on_the_python_of_its_runtime(aws: Aws) -> None:
    for version in ("3.11", "3.12", "3.13"):
        if find(version) is None:
            continue
        assert aws.invoke(aws.function(WHICH, Runtime=f"python{version}")) == version


def test_a_runtime_the_machine_has_not_is_said_once(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = aws.function(WHICH, Runtime="python3.10")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("PYENV_ROOT", "/nonexistent")
    if find("3.10") is not None:
        pytest.skip("this machine has every Python")
    assert aws.invoke(name) == OWN
    aws.invoke(name)
    notes = [text for kind, text in aws.ui.said if kind == "note" and name in text]
    assert len(notes) == 1
    assert notes[0].startswith("there is no python3.10 on this machine")


def test_another_architecture_is_said(aws: Aws) -> None:
    other = "x86_64" if platform.machine() == "aarch64" else "arm64"
    name = aws.function(WHICH, Architectures=[other])
    assert aws.invoke(name) == OWN
    assert any(kind == "note" and f"{name} is for {other}" in text for kind, text in aws.ui.said)
