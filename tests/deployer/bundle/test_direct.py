"""What the project itself requires, in whatever form it says so."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import direct
from lift.deployer.bundle.inputs import Inputs

from .projects import write

PROJECT = """\
[project]
name = "shop"
dependencies = ["Flour>=2", "water"]
[project.optional-dependencies]
sweet = ["sugar"]
[dependency-groups]
dev = ["mixer", {include-group = "x"}]
"""
POETRY = """\
[tool.poetry.dependencies]
python = "^3.12"
flour = "^2"
water = "*"
sugar = {version = "*", extras = ["cane"]}
"""


def found(root: Path, name: str, **more: Any) -> dict[str, str]:
    named = direct.find(Inputs((root / name,), root, **more))
    return {name: str(requirement) for name, requirement in named.items()}


def test_requirements_files(tmp_path: Path) -> None:
    text = "# a shop\n-r more.txt\nflour == 2  # fine\n--no-index\n./wheel.whl\nx --hash=sha256:0\n"
    write(tmp_path, {"requirements.txt": text, "more.txt": "water[cold]\n"})
    expected = {"water": "water[cold]", "flour": "flour==2", "x": "x"}
    assert found(tmp_path, "requirements.txt") == expected


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock"])
def test_a_project_also_beside_its_lock(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"uv.lock": "", "pyproject.toml": PROJECT})
    assert found(tmp_path, name) == {"flour": "Flour>=2", "water": "water"}
    asked = found(tmp_path, name, extras=("sweet",), groups=("dev",))
    assert asked.keys() == {"flour", "water", "sugar", "mixer"}


def test_poetrys_own_table(tmp_path: Path) -> None:
    write(tmp_path, {"uv.lock": "", "pyproject.toml": POETRY})
    asked = found(tmp_path, "uv.lock")
    assert asked == {
        "flour": "flour<3,>=2",
        "water": "water",
        "sugar": "sugar[cane]",
    }


def test_a_lock_alone_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"pylock.toml": ""})
    assert found(tmp_path, "pylock.toml") == {}
