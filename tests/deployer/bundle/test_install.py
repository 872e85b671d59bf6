"""Installed for the target, with no trace of the machine that did it."""

import csv
from pathlib import Path

import pytest

from lift.deployer.bundle import indexes
from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.install import install
from lift.deployer.bundle.resolve import resolve
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .projects import write
from .wheels import Index

TARGET = Target("3.12", "x86_64", (2, 34))


def installed(root: Path, requirements: str) -> Path:
    write(root, {"requirements.txt": requirements})
    folder = root / "tree"
    folder.mkdir()
    pins = resolve(Inputs((root / "requirements.txt",), root), TARGET, Recorder())
    install(pins, TARGET, folder, root=root)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_metadata_stays_without_the_builders_traces(tmp_path: Path, index: Index) -> None:
    entry_points = "[console_scripts]\nflour = flour:main\n"
    index.release("flour", needs=["water"], entry_points=entry_points)
    index.release("water", files={"water/__init__.py": "", "water-1.0.dist-info/LICENSE": "free"})
    folder = installed(tmp_path, "flour\n")
    assert files(folder) == [
        "bin/flour",
        "flour-1.0.dist-info/METADATA",
        "flour-1.0.dist-info/RECORD",
        "flour-1.0.dist-info/WHEEL",
        "flour-1.0.dist-info/entry_points.txt",
        "flour.py",
        "water-1.0.dist-info/LICENSE",
        "water-1.0.dist-info/METADATA",
        "water-1.0.dist-info/RECORD",
        "water-1.0.dist-info/WHEEL",
        "water/__init__.py",
    ]


def test_a_script_starts_with_the_python_on_the_path(tmp_path: Path, index: Index) -> None:
    index.release("flour", entry_points="[console_scripts]\nflour = flour:main\n")
    script = installed(tmp_path, "flour\n") / "bin/flour"
    first, *rest = script.read_text().splitlines()
    assert first == "#!/usr/bin/env python3"
    assert "from flour import main" in rest


def test_the_record_lists_what_is_there(tmp_path: Path, index: Index) -> None:
    index.release("flour", entry_points="[console_scripts]\nflour = flour:main\n")
    folder = installed(tmp_path, "flour\n")
    record = (folder / "flour-1.0.dist-info/RECORD").read_text()
    assert sorted(row[0] for row in csv.reader(record.splitlines())) == files(folder)


@pytest.mark.parametrize("name", ["lift/__init__.py", "lift/plugin/a.py", "lift.py"])
def test_a_dependency_with_a_lift_of_its_own_is_refused_by_name(
    name: str, tmp_path: Path, index: Index
) -> None:
    index.release("elevator", files={name: ""})
    index.release("flour")
    with pytest.raises(BundleError) as caught:
        installed(tmp_path, "elevator\nflour\n")
    assert caught.value.message.startswith("the dependency elevator brings a top-level package")


def test_a_wheel_that_changed_under_its_hash_is_refused(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour")
    write(tmp_path, {"requirements.txt": "flour\n"})
    pins = resolve(Inputs((tmp_path / "requirements.txt",), tmp_path), TARGET, Recorder())
    (tmp_path / "other").mkdir()
    forged = Index(tmp_path / "other", monkeypatch)
    forged.release("flour", files={"flour.py": "VERSION = 'forged'\n"})
    with pytest.raises(BundleError, match="Hash mismatch"):
        install(pins, TARGET, tmp_path / "tree", root=tmp_path)


def test_where_packages_are_comes_from_the_requirements_too(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour")
    monkeypatch.delenv("UV_CONFIG_FILE")
    write(tmp_path, {"requirements.txt": "-r more.txt\nflour\n"})
    write(tmp_path, {"more.txt": f"--no-index\n--find-links {index.folder}\n"})
    files = Inputs((tmp_path / "requirements.txt",), tmp_path)
    pins = resolve(files, TARGET, Recorder())
    install(pins, TARGET, tmp_path / "tree", root=tmp_path, indexes=indexes.lines(files))
    assert (tmp_path / "tree" / "flour.py").is_file()
