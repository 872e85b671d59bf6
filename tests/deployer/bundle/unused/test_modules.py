"""Modules by name, and where a dotted name leads."""

from pathlib import Path

import pytest

from lift.deployer.bundle.unused.modules import Modules, at


@pytest.mark.parametrize(
    ("path", "name", "package"),
    [
        ("a.py", "a", ""),
        ("a/__init__.py", "a", "a"),
        ("a/b/c.py", "a.b.c", "a.b"),
        ("a/fast.cpython-312-x86_64-linux-gnu.so", "a.fast", "a"),
        ("a/fast.abi3.so", "a.fast", "a"),
    ],
)
def test_a_path_makes_a_module(path: str, name: str, package: str) -> None:
    module = at(path, Path(path))
    assert module is not None
    assert (module.name, module.package) == (name, package)


@pytest.mark.parametrize("path", ["a/data.json", "a-1.dist-info/x.py", "a.libs/b-1.so", "a/b.so.6"])
def test_other_files_make_none(path: str) -> None:
    assert at(path, Path(path)) is None


def modules(*paths: str) -> Modules:
    return Modules(tuple(filter(None, (at(path, Path(path)) for path in paths))))


def test_a_name_leads_through_its_packages_to_the_module() -> None:
    found = modules("a/__init__.py", "a/b/c.py", "a/x.py")
    assert [module.name for module in found.led_to("a.b.c.Attribute")] == ["a", "a.b.c"]
    assert list(found.led_to("other.a")) == []


def test_a_whole_package_is_without_its_tests_and_tools() -> None:
    found = modules("a/__init__.py", "a/b.py", "a/tests/x.py", "a/__main__.py", "ab/c.py")
    assert [module.name for module in found.below("a")] == ["a.b"]


def test_the_project_comes_before_a_package_of_the_same_name() -> None:
    both = [at("a.py", Path("package"), "flour"), at("a.py", Path("project"))]
    (module,) = Modules(tuple(filter(None, both))).led_to("a")
    assert module.file == Path("project")
