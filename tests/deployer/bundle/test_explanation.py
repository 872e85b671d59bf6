"""What is in a bundle, and why, as data and as text."""

import re
from pathlib import Path
from typing import Any

import pytest

from lift.deployer import bundle
from lift.deployer.bundle.explanation import Explanation, LeftOut, Package, Rule, explain
from lift.deployer.bundle.explanation_text import lines
from lift.deployer.settings.slim import Slim
from lift.deployer.ui import Recorder

from .projects import WSGI, stage, write
from .wheels import Index

FILES = {"main.py": f"import bread\n{WSGI}", "requirements.txt": "bread\nboto3\nspare\n"}


@pytest.fixture
def root(tmp_path: Path, index: Index) -> Path:
    tests = {"bread/tests/test_bread.py": "x" * 100_000, "bread/__init__.py": "import flour\n"}
    index.release("bread", "2.0", files=tests, needs=["flour"])
    index.release("flour", "3.0", needs=["water"])
    index.release("water")
    index.release("spare", needs=["water"])
    index.release("boto3", needs=["botocore"])
    index.release("botocore")
    return write(tmp_path / "p", FILES)


def explained(root: Path, **settings: Any) -> Explanation:
    chosen = stage(root, **settings)
    made = bundle.build(chosen, root.parent / "out", Recorder())
    return explain(chosen, made, Recorder())


def package(explanation: Explanation, name: str) -> Package:
    (found,) = [each for each in explanation.packages if each.name == name]
    return found


def test_each_package_says_who_brought_it_and_what_it_lost(root: Path) -> None:
    found = explained(root)
    bread = package(found, "bread")
    assert (bread.version, bread.direct, bread.required_by) == ("2.0", True, ())
    assert bread.removed == {"tests": 100_000}
    water = package(found, "water")
    assert (water.direct, water.required_by) == (False, ("flour", "spare"))
    assert Rule("tests", "tests that nothing else imports", 100_000) in found.rules
    (boto3, botocore) = found.left_out
    assert (boto3.name, boto3.version, boto3.why) == ("boto3", "1.0", "the runtime has it")
    assert botocore.size > 10_000_000


@pytest.mark.parametrize("layer", [True, False])
def test_sizes_add_up(layer: bool, root: Path) -> None:
    chosen = stage(root, layer=layer, bytecode=True)
    made = bundle.build(chosen, root.parent / "out", Recorder())
    found = explain(chosen, made, Recorder())
    zips = made.code.unzipped + (made.layer.unzipped if made.layer else 0)
    assert found.code + sum(each.size for each in found.packages) == zips
    assert 0 < found.bytecode < sum(each.size for each in found.packages)


def test_unused_packages_and_reasons_are_shown(root: Path) -> None:
    dropped = explained(root, slim=Slim(unused="drop"))
    assert package(dropped, "flour").because == "bread imports it"
    (left_out,) = [each for each in dropped.left_out if each.name == "spare"]
    assert (left_out.version, left_out.why) == ("1.0", "nothing reaches it")
    assert left_out.size > 0
    reported = explained(root, slim=Slim(unused="report"))
    assert package(reported, "spare").because == "nothing reaches it"


def test_it_says_why_the_boto_family_stays(root: Path) -> None:
    assert explained(root, keep=("boto3",)).notes == (
        "boto3 and its family stay: the settings keep boto3",
    )


def test_a_bundle_without_packages_is_explained_too(tmp_path: Path) -> None:
    found = explained(write(tmp_path / "p", {"main.py": WSGI}))
    assert found.packages == ()
    (line,) = lines(found)
    assert re.fullmatch(r"the project and lift's run-time part +0\.\d MB", line)


def sample(name: str, size: int, *required_by: str, because: str = "", **removed: int) -> Package:
    direct = not required_by
    return Package(name, "1.0", size * 1024 * 1024, direct, required_by, removed, because)


def test_the_tree_is_readable_at_80_columns() -> None:
    why = "a_rather_long_package.with_some.modules.below_it imports it"
    packages = (
        sample("bread", 2, tests=1_500_000, stubs=10),
        sample("cake", 30),
        sample("flour", 10, "bread", "cake", because=why),
        sample("water", 1, "flour"),
        sample("a-package-with-a-name-that-nobody-can-remember", 1),
    )
    left_out = tuple(LeftOut(f"package-{n}", "1.0", "the runtime has it", 9**6) for n in range(9))
    rules = (Rule("tests", "tests", 1_500_000), Rule("stubs", "stubs", 10), Rule("docs", "docs", 0))
    found = Explanation(50_000, packages, 4_000_000, left_out, rules, ("note " * 30,))
    shown = list(lines(found))
    assert max(map(len, shown)) <= 80
    assert shown[:10] == [
        "the project and lift's run-time part         0.0 MB",
        "cake 1.0                                    30.0 MB",
        "  flour 1.0                                 10.0 MB",
        f"      {why}",
        "    water 1.0                                1.0 MB",
        "bread 1.0                                    2.0 MB  -1.4 MB tests",
        "  flour 1.0                                          above",
        "a-package-with-a-name-that-nobody-can-remember 1.0   1.0 MB",
        "all packages                                44.0 MB",
        "  of which bytecode                          3.8 MB",
    ]
    assert "   1.4 MB  tests: tests" in shown
    assert "package-8 1.0: the runtime has it, 4.6 MB" in " ".join("".join(shown).split())
    assert "  stubs, docs: next to nothing" in shown
