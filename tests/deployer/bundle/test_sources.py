"""Which of the project's files go in."""

import os
import sqlite3
from pathlib import Path

import pytest

from lift.deployer.application import Application
from lift.deployer.bundle import sources
from lift.deployer.bundle.archive import Entry
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .projects import stage, write


def found(root: Path, ui: Recorder | None = None, **settings: tuple[str, ...]) -> list[str]:
    entries = sources.find(stage(root, **settings), ui or Recorder())
    return [entry.path for entry in entries]


def test_code_templates_and_data_go_in(tmp_path: Path) -> None:
    files = ["main.py", "requirements.txt", "shop/data.json", "shop/templates/a.html"]
    write(tmp_path, dict.fromkeys(files, ""))
    assert found(tmp_path) == files


@pytest.mark.parametrize(
    "path",
    [
        "lift_settings.json",
        "lift_settings.local.json",
        "zappa_settings.json",
        ".env",
        ".env.production",
        "shop/.env",
        "prod.env",
        ".git/config",
        ".git",
        "node_modules/a.js",
        "shop/node_modules/a.js",
        "shop/__pycache__/main.cpython-311.pyc",
        "old.pyc",
        ".mypy_cache/a",
        ".pytest_cache/a",
        ".coverage",
        "build/a",
        "dist/a.whl",
        "shop.egg-info/PKG-INFO",
        ".DS_Store",
        "terraform.tfstate",
        "db.sqlite3-journal",
    ],
)
def test_what_is_no_part_of_an_application_stays_out(path: str, tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "", path: ""})
    assert found(tmp_path) == ["main.py"]


def test_build_and_dist_deeper_down_are_the_projects_own(tmp_path: Path) -> None:
    write(tmp_path, {"static/dist/a.js": "", "shop/build/b.py": ""})
    assert found(tmp_path) == ["shop/build/b.py", "static/dist/a.js"]


def test_a_virtual_environment_is_known_by_its_file(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "", "any_name/pyvenv.cfg": "", "any_name/lib/a.py": ""})
    assert found(tmp_path) == ["main.py"]


def test_the_settings_file_stays_out_whatever_it_is_called(tmp_path: Path) -> None:
    import dataclasses

    write(tmp_path, {"main.py": "", "deploy.json": ""})
    chosen = dataclasses.replace(stage(tmp_path), settings_file=tmp_path / "deploy.json")
    assert [entry.path for entry in sources.find(chosen, Recorder())] == ["main.py"]


def test_what_is_being_written_stays_out(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "", "out/code.zip": "", "out/kept.txt": ""})
    entries = sources.find(stage(tmp_path), Recorder(), leave_out=(tmp_path / "out/code.zip",))
    assert [entry.path for entry in entries] == ["main.py", "out/kept.txt"]


def test_the_settings_leave_out_more_and_bring_back(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "", "docs/a.md": "", "shop/tests/t.py": "", "dist/a.js": ""})
    assert found(tmp_path, exclude=("/docs/", "tests/", "!/dist/")) == ["dist/a.js", "main.py"]


def test_secrets_cannot_be_brought_back(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "", ".env": "SECRET=1"})
    assert found(tmp_path, exclude=("!.env",)) == ["main.py"]


def test_a_database_is_left_out_by_its_content_and_named(tmp_path: Path, ui: Recorder) -> None:
    write(tmp_path, {"main.py": "", "words.db": "not a database"})
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("create table a (b)")
    connection.close()
    assert found(tmp_path, ui) == ["main.py", "words.db"]
    assert ui.said[0][0] == "note"
    assert ui.said[0][1].startswith("left out: shop.db")

    assert found(tmp_path, exclude=("!/shop.db",)) == ["main.py", "shop.db", "words.db"]


def test_who_may_run_a_file_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"a.sh": "", "b.sh": ""})
    (tmp_path / "b.sh").chmod(0o700)
    (tmp_path / "a.sh").chmod(0o600)
    entries = sources.find(stage(tmp_path), Recorder())
    assert [oct(entry.mode & 0o777) for entry in entries] == ["0o644", "0o755"]


def test_a_link_inside_the_project_counts_as_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, {"shared/a.py": "a = 1", "main.py": ""})
    (tmp_path / "linked").symlink_to("shared")
    (tmp_path / "z.py").symlink_to("main.py")
    assert found(tmp_path) == ["linked/a.py", "main.py", "shared/a.py", "z.py"]


def test_a_link_can_bring_in_what_is_usually_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"node_modules/a/a.js": ""})
    (tmp_path / "static").symlink_to("node_modules/a")
    assert found(tmp_path) == ["static/a.js"]


@pytest.mark.parametrize(
    "secret", [".env", ".git/config", ".aws/credentials", "lift_settings.json"]
)
def test_a_link_to_a_secret_stays_out(secret: str, tmp_path: Path) -> None:
    write(tmp_path, {secret: "SECRET=1", "main.py": ""})
    (tmp_path / "harmless.txt").symlink_to(secret)
    assert found(tmp_path) == ["main.py"]


@pytest.mark.parametrize("folder", [".git", ".aws"])
def test_a_link_to_a_folder_of_secrets_stays_out(folder: str, tmp_path: Path) -> None:
    write(tmp_path, {f"{folder}/config": "SECRET=1", "main.py": ""})
    (tmp_path / "harmless").symlink_to(folder)
    assert found(tmp_path) == ["main.py"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/etc", "the link away leaves the project: /etc"),
        ("../other", "the link away leaves the project"),
        ("missing", "the link away leads nowhere"),
        (".", "the link away leads back into itself"),
    ],
)
def test_other_links_are_refused(target: str, message: str, tmp_path: Path) -> None:
    root = write(tmp_path / "shop", {"main.py": ""})
    (tmp_path / "other").mkdir()
    (root / "away").symlink_to(target)
    with pytest.raises(BundleError) as caught:
        found(root)
    assert message in caught.value.message
    assert caught.value.hint == 'leave it out with "exclude": ["/away"] in the settings'
    assert found(root, exclude=("/away",)) == ["main.py"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"secret.txt": ""})
    (tmp_path / "secret.txt").chmod(0)
    with pytest.raises(BundleError, match=r"cannot read secret\.txt"):
        found(tmp_path)


@pytest.mark.parametrize("name", [b"\xff.txt", b"a\nb.txt"])
def test_a_name_that_no_zip_can_hold_is_refused(name: bytes, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(name)).write_text("")
    with pytest.raises(BundleError) as caught:
        found(tmp_path)
    assert "is not one for a zip" in caught.value.message
    assert caught.value.message.isprintable()


def test_sockets_and_pipes_are_no_files(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": ""})
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == ["main.py"]


@pytest.mark.parametrize(
    "name", ["lift.py", "lift/__init__.py", "lift_handler.py", "src/lift/a.py"]
)
def test_a_project_cannot_bring_what_lift_puts_in(name: str, tmp_path: Path) -> None:
    application = Application("main", "app", "src", tmp_path / "src/main.py")
    entries = [Entry("src/main.py", b""), Entry(name, b"")]
    with pytest.raises(BundleError, match="of its own, which would take the place of lift's"):
        sources.check(entries, application, tmp_path)


def test_lift_deeper_down_is_the_projects_own(tmp_path: Path) -> None:
    application = Application("main", "app", "", tmp_path / "main.py")
    sources.check([Entry("main.py", b""), Entry("shop/lift/a.py", b"")], application, tmp_path)


def test_an_application_that_is_left_out_is_named(tmp_path: Path) -> None:
    application = Application("main", "app", "", tmp_path / "main.py")
    with pytest.raises(BundleError, match=r"the application's file main\.py is left out"):
        sources.check([Entry("other.py", b"")], application, tmp_path)
