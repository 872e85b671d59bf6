"""What is left is whole: metadata is true, uv's cache is untouched, savings add up."""

import os
from importlib import metadata
from pathlib import Path

from lift.deployer.bundle import listing
from lift.deployer.bundle.slim import Choice, Savings, slim
from lift.deployer.bundle.target import Target
from lift.deployer.settings.slim import Slim

from .trees import install

TARGET = Target("3.12", "x86_64", (2, 34))
FILES = {
    "flour/__init__.py": "import flour.typed\n",
    "flour/typed.py": "",
    "flour/typed.pyi": "x: int\n",
    "flour/tests/test_a.py": "assert True\n",
    "flour/tests/data/a.txt": "data",
    "bin/flour": "#!/usr/bin/env python3\n",
}
ALL = Choice(Slim().rules)


def test_the_list_of_files_is_true_afterwards(tmp_path: Path) -> None:
    install(tmp_path, FILES)
    slim(tmp_path, ALL, TARGET)
    (found,) = metadata.distributions(path=[str(tmp_path)])
    assert sorted(map(str, found.files or ())) == listing.files(tmp_path)
    assert "flour/typed.py" in listing.files(tmp_path)


def test_savings_are_counted_by_rule_and_distribution(tmp_path: Path) -> None:
    install(tmp_path, FILES)
    install(tmp_path, {"water/a.pyi": "12345"}, name="water")
    savings = slim(tmp_path, ALL, TARGET)
    assert savings.by_rule["stubs"] == {"flour": 7, "water": 5}
    assert savings.total("stubs") == 12
    assert savings.of("flour") == {"stubs": 7, "tests": 16, "scripts": 23}
    savings.write(tmp_path / "savings.json")
    assert Savings.read(tmp_path / "savings.json") == savings


def test_savings_are_told_the_largest_first() -> None:
    savings = Savings({"docs": {"a": 10}, "stubs": {"a": 10**6}, "tests": {"a": 10**6, "b": 10**6}})
    assert str(savings) == "tests 1.9 MB, stubs 1.0 MB"
    assert str(Savings({})) == ""


def test_empty_folders_go(tmp_path: Path) -> None:
    install(tmp_path, FILES)
    slim(tmp_path, ALL, TARGET)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flour", "flour-1.0.dist-info"]
    assert not (tmp_path / "flour/tests").exists()


def test_a_switch_that_is_off_leaves_its_files(tmp_path: Path) -> None:
    install(tmp_path, FILES)
    before = listing.files(tmp_path)
    assert slim(tmp_path, Choice(), TARGET).by_rule == {}
    assert listing.files(tmp_path) == before
    slim(tmp_path, Choice(("tests",)), TARGET)
    assert [path for path in before if path not in listing.files(tmp_path)] == [
        "flour/tests/data/a.txt",
        "flour/tests/test_a.py",
    ]


def test_what_a_file_is_a_link_to_is_not_changed(tmp_path: Path) -> None:
    cache, tree = tmp_path / "cache", tmp_path / "tree"
    install(cache, FILES)
    before = {path: (cache / path).read_text() for path in listing.files(cache)}
    for path in before:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(cache / path, tree / path)
    slim(tree, ALL, TARGET)
    assert {path: (cache / path).read_text() for path in listing.files(cache)} == before
