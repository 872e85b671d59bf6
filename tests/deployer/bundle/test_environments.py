"""Which interpreter can run the project on this machine."""

import sys
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.bundle import environments
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .projects import stage, write
from .wheels import Index


def test_the_projects_own_comes_first_then_the_active_one_then_lifts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, active = tmp_path / "p/.venv/bin/python", tmp_path / "active/bin/python"
    write(tmp_path, {"p/.venv/bin/python": "", "active/bin/python": ""})
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    found = list(environments.candidates(stage(tmp_path / "p"), Recorder()))
    assert found == [own, active, Path(sys.executable)]


def test_the_last_is_made_from_the_requirements(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch, ui: Recorder
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\nlift-lambda\n"})
    for _ in range(2):
        *_, made = environments.candidates(stage(tmp_path), ui)
        done = run.run([made, "-c", "import flour; print(flour.VERSION)"])
        assert done.stdout == "1.0\n"


def test_requirements_that_cannot_be_installed_here_are_told(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    write(tmp_path, {"requirements.txt": "flour\n"})
    with pytest.raises(BundleError, match="cannot be installed on this machine"):
        list(environments.candidates(stage(tmp_path), ui))
