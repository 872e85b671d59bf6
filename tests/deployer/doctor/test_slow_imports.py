"""Who imports what is slow on Lambda."""

from dataclasses import replace

from lift.deployer.doctor import slow_imports
from lift.deployer.doctor.examination import Import

from .examined import EXAMINATION, HANDLER

METADATA = Import("importlib.metadata", "", "/var/lang/lib/python3.12/importlib/metadata.py", 3.0)
RESOURCES = Import("pkg_resources", "setuptools", "/opt/python/pkg_resources.py", 90.0, (METADATA,))
CAKE = Import("cake.version", "cake", "/opt/python/cake/version.py", 1.0, (RESOURCES,))
SHOP = Import("shop", "", "/var/task/shop/__init__.py", 1.0, (CAKE, METADATA))


def found(root: Import) -> list[tuple[str, str]]:
    examination = replace(EXAMINATION, imports=(root,))
    return [(each.name, each.what) for each in slow_imports.advice(examination)]


def test_who_imports_it_is_named_with_its_package() -> None:
    assert found(SHOP) == [
        (
            "slow-import-pkg_resources",
            "have cake.version (cake) do without pkg_resources, or import it later",
        ),
        (
            "slow-import-importlib-metadata",
            "have shop do without importlib.metadata, or import it later",
        ),
    ]


def test_the_reason_says_how_long_it_took() -> None:
    (advice,) = slow_imports.advice(replace(EXAMINATION, imports=(CAKE,)))
    assert advice.why.endswith("; importing it takes 93 ms")
    assert advice.gain_ms is None


def test_where_nobody_does_nothing_is_said() -> None:
    assert found(HANDLER) == []
