"""Which interpreter can run the project on this machine."""

import platform
import sys
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.bundle import dependencies, environments, target
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .projects import stage, write
from .wheels import Index

PYTHON = "{}.{}".format(*sys.version_info)
MACHINES = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


def test_the_projects_own_comes_first_then_the_active_one_then_lifts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, active = tmp_path / "p/.venv/bin/python", tmp_path / "active/bin/python"
    write(tmp_path, {"p/.venv/bin/python": "", "active/bin/python": ""})
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    found = list(environments.candidates(stage(tmp_path / "p"), None, Recorder()))
    assert [each.python for each in found] == [own, active, Path(sys.executable)]


def test_what_goes_up_comes_before_them_all(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\n"})
    chosen = stage(tmp_path, runtime=f"python{PYTHON}", architecture=MACHINES[platform.machine()])
    needed = dependencies.find(chosen, target.for_stage(chosen), None, ui)
    first = next(environments.candidates(chosen, needed, ui))
    program = [str(first.python), "-c", "import flour; print(flour.VERSION)"]
    done = run.run(program, environment=run.clean_environment(PYTHONPATH=str(first.packages)))
    assert done.stdout == "1.0\n"


def test_what_packages_are_linked_to_is_found_with_them(
    tmp_path: Path, index: Index, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour", "3.0")
    write(tmp_path, {"requirements.txt": "flour\n"})
    chosen = stage(tmp_path, runtime=f"python{PYTHON}", architecture=MACHINES[platform.machine()])
    needed = dependencies.find(chosen, target.for_stage(chosen), None, ui)
    assert needed is not None
    needed.tree(ui)
    libraries = write(needed.folder / "lib", {"libwater.so.1": ""})
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/own")
    first = next(environments.candidates(chosen, needed, ui))
    assert first.variables(tmp_path) == {
        "PYTHONPATH": f"{tmp_path}:{first.packages}",
        "LD_LIBRARY_PATH": f"{libraries}:/opt/own",
    }


def test_packages_for_another_machine_are_not_tried(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\n"})
    other = "arm64" if MACHINES[platform.machine()] == "x86_64" else "x86_64"
    chosen = stage(tmp_path, runtime=f"python{PYTHON}", architecture=other)
    needed = dependencies.find(chosen, target.for_stage(chosen), None, ui)
    found = environments.candidates(chosen, needed, ui)
    assert next(found).packages is None


def test_the_last_is_made_from_the_requirements(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch, ui: Recorder
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\nlift-lambda\n"})
    for _ in range(2):
        *_, made = environments.candidates(stage(tmp_path), None, ui)
        done = run.run([made.python, "-c", "import flour; print(flour.VERSION)"])
        assert done.stdout == "1.0\n"


def test_requirements_that_cannot_be_installed_here_are_told(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    write(tmp_path, {"requirements.txt": "flour\n"})
    with pytest.raises(BundleError, match="cannot be installed on this machine"):
        list(environments.candidates(stage(tmp_path), None, ui))
