"""What is in the code zip."""

from pathlib import Path

from lift.deployer.application import find_application
from lift.deployer.bundle import code
from lift.deployer.bundle.bytecode import Compiler, LocalCompiler
from lift.deployer.interpreter import find
from lift.deployer.ui import Recorder

from .projects import WSGI, stage, write


def paths(root: Path, compiler: Compiler | None) -> dict[str, bool]:
    chosen = stage(root)
    application = find_application(chosen)
    with code.collect(chosen, application, compiler, (), Recorder()) as entries:
        assert all(entry.read() is not None for entry in entries)
        return {entry.path: entry.derived for entry in entries}


def test_the_projects_files_lifts_part_and_the_handler(tmp_path: Path) -> None:
    found = paths(write(tmp_path, {"main.py": WSGI, "a.txt": ""}), None)
    assert {"main.py", "a.txt", "lift_handler.py", "lift/adapter/__init__.py"} <= found.keys()
    assert not any(found.values())


def test_every_source_has_bytecode_that_follows_from_it(tmp_path: Path) -> None:
    python = find("3.11")
    assert python
    found = paths(write(tmp_path, {"main.py": WSGI}), LocalCompiler(python))
    sources = [path for path, derived in found.items() if not derived and path.endswith(".py")]
    assert sum(found.values()) == len(sources)
    assert found["__pycache__/lift_handler.cpython-311.pyc"]
