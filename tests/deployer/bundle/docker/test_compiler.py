"""Bytecode from a container's Python, where this machine has none."""

import os
from pathlib import Path

import pytest

from lift.deployer import interpreter
from lift.deployer.bundle.bytecode import Compiler, LocalCompiler
from lift.deployer.bundle.docker import Way, compiler
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError
from lift.deployer.settings.docker import Docker
from lift.deployer.ui import Recorder

from ..projects import write

FILES = {
    "a.py": "def f():\n    return {'x', 'y', 'z'}\n",
    "shop/b.py": "X = 1\n",
    "shop/broken.py": "print 'x'\n",
    "shop/data.txt": "",
}


def way(image: str, root: Path, python: str = "3.11") -> Way:
    return Way(Docker(image=image), Target(python, "x86_64", (2, 26)), root)


def compiled(by: Compiler, folder: Path) -> dict[str, bytes]:
    write(folder, FILES)
    by.compile(folder, "/opt/python")
    made = [path for path in folder.rglob("*") if path.is_file() and path.suffix == ".pyc"]
    assert len(list(folder.rglob("*.*"))) == len(FILES) + len(made)
    assert {path.stat().st_uid for path in made} == {os.getuid()}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


def test_it_is_that_of_an_interpreter_here(build_image: str, tmp_path: Path, ui: Recorder) -> None:
    here = interpreter.find("3.11")
    if here is None:
        pytest.skip("no Python 3.11 on this machine")
    there = compiler(way(build_image, tmp_path), ui)
    found = compiled(there, tmp_path / "there")
    assert [name.rpartition("/")[2].partition(".")[0] for name in sorted(found)] == ["a", "b"]
    assert found == compiled(LocalCompiler(here), tmp_path / "here")
    assert ("step", f"compiling bytecode in {build_image}") in ui.said


def test_nothing_to_compile_starts_nothing(build_image: str, tmp_path: Path, ui: Recorder) -> None:
    compiler(way(build_image, tmp_path), ui).compile(tmp_path, "/opt/python")
    assert ui.said == []


def test_an_image_without_that_python_is_named(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    other = compiler(way(build_image, tmp_path, "3.99"), ui)
    with pytest.raises(BundleError, match=r"cannot be compiled in lift-build:test") as caught:
        other.compile(write(tmp_path / "tree", FILES), "/opt/python")
    assert "Python 3.99" in caught.value.hint


def test_awss_image_is_that_for_the_engines_own_processor(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    for_arm = Way(Docker(), Target("3.99", "arm64", (2, 26)), tmp_path)
    with pytest.raises(BundleError, match=r"build-python3\.99:latest-x86_64 cannot be pulled"):
        compiler(for_arm, ui)


def test_without_an_engine_it_is_said(
    tmp_path: Path, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    with pytest.raises(BundleError, match="no engine answers at tcp://127"):
        compiler(way("image", tmp_path), ui)
