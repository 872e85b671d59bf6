"""Installed modules are read once; the project's own each time."""

from pathlib import Path

from lift.deployer.bundle.unused.modules import Module
from lift.deployer.bundle.unused.reading import Reading

SOURCE = "import a\n__import__('b')\nC = 'c.d'\nimport_module(e)\n"


def module(file: Path, distribution: str) -> Module:
    file.write_text(SOURCE)
    return Module("flour", file, distribution, is_package=False)


def test_what_is_remembered_is_what_was_read(tmp_path: Path) -> None:
    flour = module(tmp_path / "flour.py", "flour")
    reading = Reading(tmp_path / "mentions.json")
    first = reading(flour)
    assert (first.dynamic, sorted(first.names)) == ((4,), ["a", "b", "c.d"])
    reading.save()
    flour.file.write_text("import other\n")
    assert Reading(tmp_path / "mentions.json")(flour) == first


def test_the_projects_own_modules_are_read_again(tmp_path: Path) -> None:
    own = module(tmp_path / "main.py", "")
    reading = Reading(tmp_path / "mentions.json")
    reading(own)
    own.file.write_text("import other\n")
    assert reading(own).imports == {"other"}
    reading.save()
    assert not (tmp_path / "mentions.json").exists()


def test_a_damaged_memory_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "mentions.json").write_text("half")
    flour = module(tmp_path / "flour.py", "flour")
    assert Reading(tmp_path / "mentions.json")(flour).imports == {"a"}
