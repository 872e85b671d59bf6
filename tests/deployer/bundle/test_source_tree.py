"""Sources are had from wherever they lie, and are what was resolved."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.source_tree import contents, lay_out
from lift.deployer.errors import BundleError

from .projects import write
from .wheels import sources


def at(where: str, *hashes: str) -> Pin:
    return Pin("flour", "1.0", hashes, where, source=True)


def test_an_archive_is_unpacked_and_held_against_its_hash(tmp_path: Path) -> None:
    archive = sources(tmp_path, "flour")
    right = at(archive.as_uri(), hashlib.sha256(archive.read_bytes()).hexdigest())
    (tmp_path / "there").mkdir()
    assert (lay_out(right, tmp_path / "there") / "flour.py").is_file()
    with pytest.raises(BundleError, match="is not what was resolved"):
        lay_out(replace(right, hashes=("00" * 32,)), tmp_path / "there")


def test_a_zip_does_as_well(tmp_path: Path) -> None:
    write(tmp_path / "packed" / "flour-1.0", {"flour.py": ""})
    archive = shutil.make_archive(str(tmp_path / "flour-1.0"), "zip", tmp_path / "packed")
    (tmp_path / "there").mkdir()
    assert (lay_out(at(Path(archive).as_uri()), tmp_path / "there") / "flour.py").is_file()


def test_a_repository_is_checked_out_at_its_commit(tmp_path: Path) -> None:
    repository = write(tmp_path / "repository", {"below/flour.py": "OLD = True\n"})
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(repository)]
    run.run([*git, "init", "--quiet"])
    for content in ("OLD = True\n", "OLD = False\n"):
        write(repository, {"below/flour.py": content})
        run.run([*git, "add", "."])
        run.run([*git, "commit", "--quiet", "--message", "flour", "--allow-empty"])
    commit = run.run([*git, "rev-parse", "HEAD~1"]).stdout.strip()
    (tmp_path / "there").mkdir()
    pin = at(f"git+{repository.as_uri()}@{commit}#subdirectory=below")
    assert (lay_out(pin, tmp_path / "there") / "flour.py").read_text() == "OLD = True\n"


def test_what_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(BundleError) as caught:
        lay_out(at("https://me:secret@127.0.0.1:9/flour-1.0.tar.gz"), tmp_path)
    assert "https://127.0.0.1:9/flour-1.0.tar.gz cannot be fetched" in caught.value.message
    with pytest.raises(BundleError) as caught:
        lay_out(at("git+https://me:secret@127.0.0.1:9/flour@abc"), tmp_path)
    assert "secret" not in caught.value.message + caught.value.details


def test_an_archive_that_is_none_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"flour-1.0.tar.gz": "no archive", "there/notes.txt": ""})
    with pytest.raises(BundleError, match=r"flour-1\.0\.tar\.gz cannot be unpacked"):
        lay_out(at((tmp_path / "flour-1.0.tar.gz").as_uri()), tmp_path / "there")


def test_a_folders_contents_are_what_a_build_of_it_gets(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "src/lib/__init__.py": "A = 1\n"})
    before = contents(tmp_path)
    write(tmp_path, {"build/lib/a.py": "", "lib.egg-info/PKG-INFO": "", ".git/HEAD": ""})
    (tmp_path / "src/lib/__init__.py").touch()
    assert contents(tmp_path) == before
    write(tmp_path, {"src/lib/__init__.py": "A = 2\n"})
    changed = contents(tmp_path)
    assert changed != before
    (tmp_path / "src/lib/__init__.py").chmod(0o755)
    assert contents(tmp_path) != changed


def test_a_link_counts_by_where_it_leads(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    (tmp_path / "link.py").symlink_to("a.py")
    before = contents(tmp_path)
    (tmp_path / "link.py").unlink()
    (tmp_path / "link.py").symlink_to("b.py")
    assert contents(tmp_path) != before
