"""Where the dependencies are named."""

from pathlib import Path

import pytest

from lift.deployer.bundle import requirements
from lift.deployer.errors import SettingsError

from .projects import stage, write

PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["idna"]\n'


def test_the_settings_come_first(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "", "prod/base.txt": "", "prod/web.txt": ""})
    chosen = stage(tmp_path, requirements=("prod/base.txt", "prod/web.txt"))
    assert requirements.find(chosen) == (tmp_path / "prod/base.txt", tmp_path / "prod/web.txt")


def test_requirements_txt_comes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "", "pyproject.toml": PYPROJECT})
    assert requirements.find(stage(tmp_path)) == (tmp_path / "requirements.txt",)


def test_pyproject_counts_when_it_names_dependencies(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT})
    assert requirements.find(stage(tmp_path)) == (tmp_path / "pyproject.toml",)
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
    assert requirements.find(stage(tmp_path)) == ()


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"requirements names prod\.txt, and there is no such"):
        requirements.find(stage(tmp_path, requirements=("prod.txt",)))


def test_a_named_pyproject_has_to_name_dependencies(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.poetry]\n"})
    with pytest.raises(SettingsError, match=r"has no \[project\] dependencies"):
        requirements.find(stage(tmp_path, requirements=("pyproject.toml",)))


def test_dynamic_dependencies_are_refused_with_the_way_out(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[project]\nname = "a"\ndynamic = ["dependencies"]\n'})
    with pytest.raises(SettingsError) as caught:
        requirements.find(stage(tmp_path))
    assert "name the file that they come from" in caught.value.hint


def test_a_broken_pyproject_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[project\n"})
    with pytest.raises(SettingsError, match="is not valid TOML"):
        requirements.find(stage(tmp_path))
