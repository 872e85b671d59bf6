"""What a project's own tests import is in use."""

import shlex
import sys
from pathlib import Path

import pytest

from lift.deployer.bundle.unused import own_tests
from lift.deployer.errors import BundleError, LiftError
from lift.deployer.settings.slim import Slim
from lift.deployer.ui import Recorder

from ..projects import WSGI, stage, write
from ..wheels import Index
from .test_unused import built, kept

PYTHON = shlex.quote(sys.executable)
# No reader finds out what is imported here; the second comes from a process of the tests' own.
CHECK = """\
import builtins, os, subprocess, sys
assert "DATABASE" not in os.environ
getattr(builtins, "__imp" + "ort__")("la" + "te")
code = "import la" + "ter.still"
subprocess.run([sys.executable, "-c", code], check=True)
"""
DEVELOPERS = {"late.py": "", "later/__init__.py": "", "later/still.py": ""}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose packages the developer has too."""
    monkeypatch.setenv("PYTHONPATH", str(write(tmp_path / "developers", DEVELOPERS)))
    return write(tmp_path / "p", {"main.py": WSGI, "check.py": CHECK})


def imported(root: Path, command: str, ui: Recorder) -> frozenset[str]:
    slim = Slim(unused="drop", trace_tests=command)
    return own_tests.imported(stage(root, slim=slim), root.parent / "memory.json", ui)


def test_it_stays_and_the_rest_goes(shop: Path, index: Index, ui: Recorder) -> None:
    index.release("late")
    index.release("sooner", files={"later/still.py": "", "later/__init__.py": ""})
    index.release("never")
    write(shop, {"requirements.txt": "late\nsooner\nnever\n"})
    slim = Slim(unused="drop", trace_tests=f"{PYTHON} check.py")
    made = built(shop, ui, slim, environment_variables={"DATABASE": "the real one"})
    assert kept(made) == {"python/late.py"}
    assert made.dependencies is not None
    assert [pin.name for pin in made.dependencies.pins] == ["late", "sooner"]
    assert made.dependencies.finding is not None
    assert made.dependencies.finding.reasons["late"] == "the tests import it"


def test_they_run_once_for_the_same_files_be_they_in_the_bundle_or_not(
    shop: Path, ui: Recorder
) -> None:
    first = imported(shop, f"{PYTHON} check.py", ui)
    assert {"late", "later", "later.still"} <= first
    again = Recorder()
    assert imported(shop, f"{PYTHON} check.py", again) == first
    assert again.said == []
    write(shop, {"check.py": "import colorsys\n"})
    assert "late" not in imported(shop, f"{PYTHON} check.py", ui)


def test_tests_that_fail_stop_the_build_and_show_their_end(shop: Path, ui: Recorder) -> None:
    write(shop, {"check.py": "print('1 failed')\nraise SystemExit(3)\n"})
    with pytest.raises(BundleError, match=r"check\.py ended with exit code 3") as caught:
        imported(shop, f"{PYTHON} check.py", ui)
    assert caught.value.details == "1 failed"
    assert "trace_tests" in caught.value.hint


def test_tests_whose_imports_nobody_sees_stop_the_build(shop: Path, ui: Recorder) -> None:
    with pytest.raises(BundleError, match="no imports can be seen"):
        imported(shop, f"{PYTHON} -I -c pass", ui)


def test_a_program_that_is_not_there_is_named(shop: Path, ui: Recorder) -> None:
    with pytest.raises(LiftError, match="no program 'pytset'"):
        imported(shop, "pytset tests/", ui)


def test_the_projects_own_programs_come_first(shop: Path, ui: Recorder) -> None:
    program = write(shop, {".venv/bin/check": f"#!/bin/sh\nexec {PYTHON} check.py\n"})
    (program / ".venv/bin/check").chmod(0o755)
    assert "late" in imported(shop, "check", ui)
