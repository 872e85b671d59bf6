"""Which commit a release is made from."""

from pathlib import Path

from lift.deployer import run
from lift.deployer.commit import NONE, find


def repository(folder: Path) -> str:
    def git(*arguments: str) -> str:
        return run.run(["git", *arguments], cwd=folder).stdout.strip()

    git("init", "--quiet")
    (folder / "file").write_text("1")
    git("add", ".")
    git(
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "-m",
        "x",
    )
    return git("rev-parse", "HEAD")


def test_the_option_comes_first(tmp_path: Path) -> None:
    assert find("v1.2", {"GITHUB_SHA": "abc"}, tmp_path) == "v1.2"


def test_then_what_ci_says(tmp_path: Path) -> None:
    repository(tmp_path)
    assert find(None, {"GITHUB_SHA": "abc"}, tmp_path) == "abc"
    assert find(None, {"CI_COMMIT_SHA": "def", "GITHUB_SHA": ""}, tmp_path) == "def"


def test_then_git(tmp_path: Path) -> None:
    assert find(None, {}, tmp_path) == NONE
    head = repository(tmp_path)
    assert find(None, {}, tmp_path) == head


def test_changed_files_are_said(tmp_path: Path) -> None:
    head = repository(tmp_path)
    (tmp_path / "file").write_text("2")
    assert find(None, {}, tmp_path) == f"{head}-dirty"


def test_a_commit_is_one_word(tmp_path: Path) -> None:
    assert find("release of today", {}, tmp_path) == "release-of-today"
