"""The runtime's Python and the project's, the lock and what it is a lock of."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import fitting
from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError, SettingsError

from .projects import write

TARGET = Target("3.12", "x86_64", (2, 34))
PROJECT = """\
[project]
name = "shop"
version = "1"
dependencies = ["Flour >= 2", "water; python_version < '3'", "lift-lambda[cli]", "salt"]
[project.optional-dependencies]
all = ["shop[sweet]"]
sweet = ["honey"]
[dependency-groups]
base = ["yeast"]
bread = [{ include-group = "base" }]
[tool.uv]
override-dependencies = ["salt==3"]
"""


def inputs(root: Path, pyproject: str = PROJECT, lock: str = "uv.lock", **asked: Any) -> Inputs:
    write(root, {"pyproject.toml": pyproject})
    return Inputs((root / lock,), root, **asked)


@pytest.mark.parametrize(
    ("pyproject", "fits"),
    [
        ('[project]\nrequires-python = ">=3.11"\n', True),
        ('[project]\nrequires-python = ">=3.12.4,<3.13"\n', True),
        ('[project]\nrequires-python = "<3.12"\n', False),
        ('[project]\nrequires-python = ">=3.13"\n', False),
        ('[tool.poetry.dependencies]\npython = "^3.11"\n', True),
        ('[tool.poetry.dependencies]\npython = "~3.11"\n', False),
        ("", True),
    ],
)
def test_the_runtime_has_to_be_a_python_that_the_project_takes(
    pyproject: str, fits: bool, tmp_path: Path
) -> None:
    found = inputs(tmp_path, pyproject)
    if fits:
        fitting.check_python(found, TARGET, "python3.12")
    else:
        with pytest.raises(SettingsError, match="and the runtime is python3"):
            fitting.check_python(found, TARGET, "python3.12")


@pytest.mark.parametrize(
    ("pins", "asked", "message"),
    [
        ([Pin("flour", "2.1")], {}, ""),
        ([Pin("flour", "2.1"), Pin("honey", "1")], {"extras": ("sweet",)}, ""),
        ([Pin("flour", "")], {}, ""),
        ([], {}, "the project asks for flour>=2, and the lock does not have it"),
        ([Pin("flour", "1.9")], {}, "the project asks for flour>=2, and the lock has 1.9"),
        ([Pin("flour", "2")], {"extras": ("all", "sweet")}, "honey, and the lock does not"),
        ([Pin("flour", "2")], {"groups": ("bread",)}, "yeast, and the lock does not have it"),
    ],
)
def test_a_lock_has_what_the_project_asks_for(
    pins: list[Pin], asked: dict[str, Any], message: str, tmp_path: Path
) -> None:
    found = inputs(tmp_path, **asked)
    if not message:
        fitting.check_lock(found, pins, TARGET)
        return
    with pytest.raises(BundleError) as caught:
        fitting.check_lock(found, pins, TARGET)
    assert message in caught.value.message
    assert caught.value.message.startswith("uv.lock is out of date: ")
    assert caught.value.hint == "make it anew: uv lock"


def test_a_pipfile_lock_is_compared_with_its_pipfile(tmp_path: Path) -> None:
    pipfile = '[packages]\nflour = "~=2.0"\nsalt = {version = "*", markers = "os_name == \'nt\'"}\n'
    write(tmp_path, {"Pipfile": pipfile})
    found = inputs(tmp_path, "", "Pipfile.lock")
    fitting.check_lock(found, [Pin("flour", "2.3")], TARGET)
    with pytest.raises(BundleError, match=r"asks for flour~=2\.0, and"):
        fitting.check_lock(found, [Pin("flour", "3")], TARGET)
