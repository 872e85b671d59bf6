"""Bytecode for the target, the same wherever it is made."""

import importlib.util
import sys
from pathlib import Path

from lift.deployer.bundle.bytecode import LocalCompiler

from .projects import write

FILES = {"a.py": "def f():\n    return {'x', 'y', 'z'}\n", "shop/b.py": "X = 1\n"}


def compiled(folder: Path) -> dict[str, bytes]:
    LocalCompiler(Path(sys.executable)).compile(folder, "/var/task")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")
    }


def test_each_source_gets_its_bytecode_beside_it(tmp_path: Path) -> None:
    tag = sys.implementation.cache_tag
    names = {f"__pycache__/a.{tag}.pyc", f"shop/__pycache__/b.{tag}.pyc"}
    assert compiled(write(tmp_path, FILES)).keys() == names


def test_the_folder_does_not_show_but_lambdas_does(tmp_path: Path) -> None:
    first = compiled(write(tmp_path / "one", FILES))
    second = compiled(write(tmp_path / "another" / "place", FILES))
    assert first == second
    assert all(b"/var/task/" in content for content in first.values())
    assert not any(bytes(tmp_path) in content for content in first.values())


def test_it_is_never_checked_against_its_source(tmp_path: Path) -> None:
    for content in compiled(write(tmp_path, FILES)).values():
        assert content[:4] == importlib.util.MAGIC_NUMBER
        assert int.from_bytes(content[4:8], "little") == 0b01  # PEP 552: hash-based, unchecked


def test_a_source_that_does_not_compile_is_passed_over(tmp_path: Path) -> None:
    written = compiled(write(tmp_path, {"broken.py": "print 'x'\n", "good.py": ""}))
    assert [name.partition(".")[0] for name in written] == ["__pycache__/good"]


def test_a_folder_without_sources_is_fine(tmp_path: Path) -> None:
    assert compiled(write(tmp_path, {"a.txt": ""})) == {}
