"""Interpreters on this machine."""

import sys
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.interpreter import find, obtain

OWN = "{}.{}".format(*sys.version_info)
MISSING = "3.99"


def test_lifts_own_version_is_its_own_interpreter() -> None:
    assert find(OWN) == Path(sys.executable)


def test_what_is_found_is_of_that_version() -> None:
    for python in ("3.11", "3.12", "3.13", "3.14"):
        if found := find(python):
            asked = run.run([found, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
            assert asked.stdout.strip() == python


def test_what_nobody_has_is_not_found() -> None:
    assert find(MISSING) is None


def stub(program: Path) -> Path:
    """A program that claims to be Python ``MISSING``."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\necho cpython {MISSING} final\n")
    program.chmod(0o755)
    return program


def test_it_is_found_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stub(tmp_path / f"python{MISSING}")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert find(MISSING) == program


def test_it_is_found_with_pyenv_the_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    stub(tmp_path / "versions" / f"{MISSING}.1" / "bin" / "python")
    newest = stub(tmp_path / "versions" / f"{MISSING}.2" / "bin" / "python")
    assert find(MISSING) == newest


def test_a_shim_that_does_not_run_it_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stub(tmp_path / f"python{MISSING}")
    program.write_text("#!/bin/sh\nexit 127\n")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert find(MISSING) is None


def test_what_is_here_is_not_downloaded() -> None:
    assert obtain(OWN) == Path(sys.executable)


def test_what_cannot_be_had_is_nobodys_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert obtain(MISSING) is None
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "never")
    assert obtain(MISSING) is None
