"""Where the dependencies are named."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import inputs
from lift.deployer.bundle.inputs import Inputs
from lift.deployer.errors import SettingsError

from .projects import stage, write

PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["idna"]\n'
GROUPS = PYPROJECT + "[dependency-groups]\njobs = []\n"
POETRY = "[tool.poetry.group.jobs.dependencies]\n[tool.poetry.extras]\njob = []\n"
WORKSPACE = '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n'


def found(root: Path, **settings: Any) -> Inputs:
    result = inputs.find(stage(root, **settings))
    assert result is not None
    return result


def refused(root: Path, **settings: Any) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        inputs.find(stage(root, **settings))
    return caught.value


def test_the_settings_come_first(tmp_path: Path) -> None:
    write(tmp_path, {"uv.lock": "", "prod/base.txt": "", "prod/web.txt": ""})
    chosen = found(tmp_path, requirements=("prod/base.txt", "prod/web.txt"))
    assert chosen.files == (tmp_path / "prod/base.txt", tmp_path / "prod/web.txt")
    assert str(chosen) == "prod/base.txt, prod/web.txt"


@pytest.mark.parametrize(
    "name", ["uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"]
)
def test_a_lock_comes_before_what_it_was_made_from(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "", "requirements.txt": "", "pyproject.toml": PYPROJECT})
    chosen = found(tmp_path)
    assert chosen.lock == tmp_path / name
    assert str(chosen) == f"{name}; not requirements.txt"


def test_requirements_txt_comes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "", "pyproject.toml": PYPROJECT})
    assert found(tmp_path).files == (tmp_path / "requirements.txt",)
    assert found(tmp_path).lock is None


def test_pyproject_counts_when_it_names_dependencies(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT})
    assert found(tmp_path).files == (tmp_path / "pyproject.toml",)
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
    assert inputs.find(stage(tmp_path)) is None


def test_a_member_of_a_workspace_has_the_workspaces_lock(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": WORKSPACE, "uv.lock": ""})
    for name in ("web", "old"):
        write(tmp_path / "packages" / name, {"pyproject.toml": PYPROJECT})
    chosen = found(tmp_path / "packages/web")
    assert chosen.lock == tmp_path / "uv.lock"
    assert chosen.folder == tmp_path / "packages/web"
    assert str(chosen) == "../../uv.lock"
    assert found(tmp_path / "packages/old").lock is None


def test_a_lock_in_another_folder_belongs_to_the_project_there(tmp_path: Path) -> None:
    write(tmp_path, {"backend/pylock.prod.toml": ""})
    chosen = found(tmp_path, requirements=("backend/pylock.prod.toml",))
    assert chosen.lock == tmp_path / "backend/pylock.prod.toml"
    assert chosen.folder == tmp_path / "backend"


def test_groups_and_extras_are_named(tmp_path: Path) -> None:
    groups = "[dependency-groups]\njobs = []\nmail = []\n"
    extras = "[project.optional-dependencies]\nweb = []\n"
    write(tmp_path, {"pyproject.toml": PYPROJECT + extras + groups})
    chosen = found(tmp_path, extras=("web",), groups=("jobs", "mail"))
    assert str(chosen) == "pyproject.toml; extra web, group jobs, group mail"
    project = str(tmp_path / "pyproject.toml")
    assert chosen.arguments() == [
        *(project, "--extra", "web"),
        *("--group", f"{project}:jobs", "--group", f"{project}:mail"),
    ]


@pytest.mark.parametrize(
    ("files", "kind", "hint"),
    [
        ({"requirements.txt": ""}, "groups", "it has no groups at all"),
        ({"requirements.txt": ""}, "extras", "it has no extras at all"),
        ({"uv.lock": "", "pyproject.toml": GROUPS}, "groups", 'did you mean "jobs"?'),
        ({"poetry.lock": "", "pyproject.toml": POETRY}, "groups", 'did you mean "jobs"?'),
        ({"poetry.lock": "", "pyproject.toml": POETRY}, "extras", 'did you mean "job"?'),
        ({"pylock.toml": 'extras = ["job"]\n'}, "extras", 'did you mean "job"?'),
        ({"Pipfile.lock": '{"_meta": {}, "default": {}, "jobs": {}}'}, "groups", "did you mean"),
        ({"Pipfile.lock": '{"_meta": {}, "default": {}}'}, "extras", "it has no extras at all"),
    ],
)
def test_a_group_or_an_extra_has_to_be_there(
    files: dict[str, str], kind: str, hint: str, tmp_path: Path
) -> None:
    error = refused(write(tmp_path, files), **{kind: ("jobz",)})
    assert error.message == f"live: {kind} names jobz, which {next(iter(files))} does not have"
    assert error.hint.startswith(hint)


def test_a_lock_stands_alone(tmp_path: Path) -> None:
    write(tmp_path, {"uv.lock": "", "requirements.txt": ""})
    error = refused(tmp_path, requirements=("requirements.txt", "uv.lock"))
    assert error.message == "live: requirements names uv.lock and other files"


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    error = refused(tmp_path, requirements=("prod.txt",))
    assert "requirements names prod.txt, and there is no such file" in error.message


def test_a_named_pyproject_has_to_name_dependencies(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
    error = refused(tmp_path, requirements=("pyproject.toml",))
    assert error.message.endswith("pyproject.toml names no dependencies")


def test_dynamic_dependencies_are_refused_with_the_way_out(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[project]\nname = "a"\ndynamic = ["dependencies"]\n'})
    assert "name the file that they come from" in refused(tmp_path).hint


def test_dynamic_dependencies_do_not_matter_beside_what_they_are_made_from(tmp_path: Path) -> None:
    dynamic = '[project]\nname = "a"\ndynamic = ["dependencies"]\n'
    write(tmp_path, {"pyproject.toml": dynamic, "requirements.txt": ""})
    assert found(tmp_path).files == (tmp_path / "requirements.txt",)


def test_a_broken_pyproject_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[project\n"})
    assert "is not valid TOML" in refused(tmp_path).message
