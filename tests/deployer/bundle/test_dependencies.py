"""Dependencies are installed once for what they resolve to."""

import os
from pathlib import Path
from typing import Any

import pytest

from lift.deployer import run
from lift.deployer.bundle import dependencies, target
from lift.deployer.bundle.dependencies import Dependencies
from lift.deployer.errors import BundleError, SettingsError
from lift.deployer.ui import Recorder

from .projects import stage, write
from .wheels import Index


def found(root: Path, ui: Recorder | None = None, **settings: Any) -> Dependencies | None:
    chosen = stage(root, **settings)
    return dependencies.find(chosen, target.for_stage(chosen), None, ui or Recorder())


def needed(root: Path, ui: Recorder | None = None, **settings: Any) -> Dependencies:
    result = found(root, ui, **settings)
    assert result is not None
    return result


def test_it_is_said_where_they_come_from(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour")
    needed(write(tmp_path, {"requirements.txt": "flour\n"}), ui)
    said = "dependencies from requirements.txt: 1 package for Python 3.11 on x86_64"
    assert ui.said == [("step", said)]


def test_a_project_may_have_none(tmp_path: Path, index: Index, ui: Recorder) -> None:
    assert found(tmp_path, ui) is None
    assert ui.said[0][0] == "note"
    assert found(write(tmp_path, {"requirements.txt": "# none\n"})) is None
    assert found(write(tmp_path, {"requirements.txt": "lift-lambda\n"})) is None


def test_they_are_installed_once(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour", "7.0")
    write(tmp_path, {"requirements.txt": "flour\n"})
    first = [entry.path for entry in needed(tmp_path, ui).entries(ui)]
    assert first[-1] == "python/flour.py"
    again = Recorder()
    assert [entry.path for entry in needed(tmp_path, again).entries(again)] == first
    assert not [text for _, text in again.said if text.startswith("installing")]


def test_a_new_release_makes_a_new_digest_and_the_same_one_does_not(
    tmp_path: Path, index: Index
) -> None:
    index.release("flour", "1.0")
    write(tmp_path, {"requirements.txt": "flour\n"})
    first = needed(tmp_path).digest
    assert needed(tmp_path).digest == first
    index.release("flour", "1.1")
    assert needed(tmp_path).digest != first


def test_the_digest_is_the_same_in_another_folder(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    one = write(tmp_path / "one", {"requirements.txt": "flour\n"})
    two = write(tmp_path / "two", {"requirements.txt": "# as before\nflour>=1\n"})
    assert needed(one).digest == needed(two).digest


@pytest.mark.parametrize(
    "settings", [{"runtime": "python3.12"}, {"architecture": "arm64"}, {"layer": False}]
)
def test_the_target_and_the_place_are_part_of_the_digest(
    settings: dict[str, Any], tmp_path: Path, index: Index
) -> None:
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\n"})
    assert needed(tmp_path, **settings).digest != needed(tmp_path).digest


def test_the_boto_family_is_left_out_unless_asked_for(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("boto3", needs=["botocore"])
    index.release("botocore", needs=["urllib3"])
    index.release("urllib3")
    index.release("flour")
    write(tmp_path, {"requirements.txt": "boto3\nflour\n"})
    assert [pin.name for pin in needed(tmp_path, ui).pins] == ["flour"]
    assert "the runtime has them: boto3, botocore, urllib3" in ui.said[0][1]
    assert len(needed(tmp_path, keep=("boto3",)).pins) == 4


def test_a_failed_install_leaves_nothing_that_looks_done(tmp_path: Path, index: Index) -> None:
    index.release("elevator", files={"lift/__init__.py": "", "x.py": "1"})
    write(tmp_path, {"requirements.txt": "elevator\n"})
    for _ in range(2):
        with pytest.raises(Exception, match="elevator brings"):
            list(needed(tmp_path).entries(Recorder()))


def test_what_nobody_used_for_a_month_is_forgotten(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))
    index.release("flour", "31.0")
    write(tmp_path, {"requirements.txt": "flour\n"})
    kept = needed(tmp_path)
    list(kept.entries(Recorder()))
    installed_at = kept.folder.stat().st_mtime
    known = next((tmp_path / "cache/resolutions").iterdir())
    dependencies.forget_unused(installed_at + 29 * 24 * 3600)
    assert kept.folder.is_dir()
    assert known.is_file()
    os.utime(kept.folder, (installed_at, installed_at))
    dependencies.forget_unused(installed_at + 31 * 24 * 3600)
    assert not kept.folder.exists()
    assert not known.exists()


def test_a_folder_is_built_anew_when_it_changes(tmp_path: Path) -> None:
    library = '[project]\nname = "lib"\nversion = "1"\n'
    root = write(tmp_path / "shop", {"requirements.txt": "-e ../lib\n"})
    write(tmp_path, {"lib/pyproject.toml": library, "lib/lib.py": "A = 1\n"})
    before = needed(root)
    assert needed(root).digest == before.digest
    write(tmp_path, {"lib/lib.py": "A = 2\n"})
    after = needed(root)
    assert after.digest != before.digest
    assert (after.tree(Recorder()) / "lib.py").read_text() == "A = 2\n"


def commit(repository: Path, files: dict[str, str]) -> str:
    """Put ``files`` into the repository, new or not; the commit's name."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=no"]
    write(repository, files)
    run.run([*git, "init", "--quiet", "--initial-branch=main"], cwd=repository)
    run.run([*git, "add", "."], cwd=repository)
    run.run([*git, "commit", "--quiet", "--message=x"], cwd=repository)
    return run.run([*git, "rev-parse", "HEAD"], cwd=repository).stdout.strip()


def test_a_repository_is_pinned_to_its_commit_and_built_anew_with_the_next(
    tmp_path: Path,
) -> None:
    setup = 'from setuptools import setup\nsetup(name="lib", version="1", py_modules=["lib"])\n'
    repository = tmp_path / "repository"
    first = commit(repository, {"setup.py": setup, "lib.py": "A = 1\n"})
    root = tmp_path / "shop"
    write(root, {"requirements.txt": f"git+{repository.as_uri()}@main\n"})
    before = needed(root)
    assert before.pins[0].url == f"git+{repository.as_uri()}@{first}"
    second = commit(repository, {"lib.py": "A = 2\n"})
    after = needed(root)
    assert after.pins[0].url.endswith(second)
    assert after.digest != before.digest
    assert (after.tree(Recorder()) / "lib.py").read_text() == "A = 2\n"


def test_members_of_uvs_workspace_come_along(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    write(tmp_path, {"pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n'})
    project = '[project]\nname = "{}"\nversion = "1"\nrequires-python = ">=3.11"\n'
    web = f'{project.format("web")}dependencies = ["lib"]\n'
    sources = "[tool.uv.sources]\nlib = { workspace = true }\n"
    build = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    lib = f'{project.format("lib")}dependencies = ["flour"]\n{build}'
    write(tmp_path / "packages/web", {"pyproject.toml": web + sources, "main.py": ""})
    write(tmp_path / "packages/lib", {"pyproject.toml": lib, "lib.py": ""})
    run.run([run.uv(), "lock", "--quiet"], cwd=tmp_path)
    found = needed(tmp_path / "packages/web")
    assert [pin.name for pin in found.pins] == ["flour", "lib"]
    assert found.pins[1].folder == tmp_path / "packages/lib"


def test_a_lock_that_is_out_of_date_is_named(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flour"]\n'
    write(tmp_path, {"pyproject.toml": project})
    run.run([run.uv(), "lock", "--quiet"], cwd=tmp_path)
    assert needed(tmp_path).pins[0].name == "flour"
    write(tmp_path, {"pyproject.toml": project.replace('"flour"', '"flour>=2"')})
    with pytest.raises(BundleError, match="asks for flour>=2, and the lock has 1"):
        needed(tmp_path)


def test_the_runtime_is_compared_with_requires_python_first(tmp_path: Path) -> None:
    project = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.13"\n'
    write(tmp_path, {"pyproject.toml": project, "requirements.txt": "no-such-package==1\n"})
    with pytest.raises(SettingsError, match=r"takes Python >=3\.13 .* the runtime is python3"):
        needed(tmp_path)
