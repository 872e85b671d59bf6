"""Libraries are found where the loader looks on Lambda, and nowhere else."""

from typing import Any

import pytest

from lift.deployer.bundle.elf import Elf
from lift.deployer.bundle.loader import Loader
from lift.deployer.bundle.native import Native
from lift.deployer.bundle.target import Target

TARGET = Target("3.12", "x86_64", (2, 34))
WATER = "libwater.so.1"


def linked(path: str, *needed: str, package: str = "flour 1.0", **options: Any) -> Native:
    """A file of ``flour``, unless another package is named, that needs ``needed``."""
    return Native(path, package, Elf("x86_64", needed, **options))


def water(path: str, *needed: str, machine: str = "x86_64") -> Native:
    """A library of another package."""
    return Native(path, "water 3.0", Elf(machine, needed))


def missing(*files: Native, library_path: str = "") -> dict[str, list[str]]:
    """What the first of ``files``, a module, and all that it brings along do not find."""
    loader = Loader(files, files[:1], TARGET, library_path)
    return {file.path: lacks for file in loader.loaded if (lacks := loader.missing(file))}


def test_what_lambda_has_is_found_without_the_bundle() -> None:
    assert missing(linked("flour/fast.so", "libc.so.6", "libz.so.1")) == {}


@pytest.mark.parametrize("place", ["lib", ""])
def test_the_folders_that_lambda_searches_are_searched(place: str) -> None:
    assert missing(linked("python/fast.so", WATER), water(f"{place}/{WATER}".lstrip("/"))) == {}


@pytest.mark.parametrize("place", ["water", "python/lib", "python"])
def test_another_packages_folder_is_not(place: str) -> None:
    found = missing(linked("python/flour/fast.so", WATER), water(f"{place}/{WATER}"))
    assert found == {"python/flour/fast.so": [WATER]}


@pytest.mark.parametrize("tag", ["rpath", "runpath"])
@pytest.mark.parametrize(
    "place", ["$ORIGIN/../water", "${ORIGIN}/../water/", "/nowhere:/opt/python/water"]
)
def test_a_file_says_where_its_libraries_are(tag: str, place: str) -> None:
    options: dict[str, Any] = {tag: tuple(place.split(":"))}
    module = linked("python/flour/fast.so", WATER, **options)
    assert missing(module, water(f"python/water/{WATER}")) == {}


@pytest.mark.parametrize(("tag", "lacks"), [("rpath", {}), ("runpath", {"a/libice.so": [WATER]})])
def test_only_rpath_counts_for_what_a_library_needs_itself(
    tag: str, lacks: dict[str, list[str]]
) -> None:
    options: dict[str, Any] = {tag: ("$ORIGIN/../a", "$ORIGIN/../b")}
    module = linked("flour/fast.so", "libice.so", **options)
    assert missing(module, water("a/libice.so", WATER), linked(f"b/{WATER}")) == lacks


def test_runpath_puts_rpath_out_of_force() -> None:
    module = linked("flour/fast.so", WATER, rpath=("$ORIGIN/../water",), runpath=("$ORIGIN",))
    assert missing(module, water(f"water/{WATER}")) == {"flour/fast.so": [WATER]}


def test_a_package_may_load_its_own_by_path() -> None:
    assert missing(linked("flour/fast.so", WATER), linked(f"flour/deep/{WATER}")) == {}


def test_a_library_that_another_module_brings_along_is_not_looked_for_again() -> None:
    torch = linked("torch/_C.so", "libc10.so", package="torch 2.5", rpath=("$ORIGIN/lib",))
    library = Native("torch/lib/libc10.so", "torch 2.5", Elf("x86_64"))
    vision = linked("torchvision/_C.so", "libc10.so", package="torchvision 0.20")
    loader = Loader((vision, torch, library), (vision, torch), TARGET)
    assert loader.missing(vision) == []
    without = Loader((vision, library), (vision,), TARGET)
    assert without.missing(vision) == ["libc10.so"]


def test_a_library_for_another_machine_is_passed_over() -> None:
    module = linked("flour/fast.so", WATER, rpath=("/opt/arm", "/opt/intel"))
    other, right = water(f"arm/{WATER}", machine="aarch64"), water(f"intel/{WATER}")
    loader = Loader((module, other, right), (module,), TARGET)
    assert loader.loaded == {module, right}


def test_libraries_that_need_each_other_come_to_an_end() -> None:
    module = linked("a.so", "libone.so")
    one, two = linked("lib/libone.so", "libtwo.so"), linked("lib/libtwo.so", "libone.so")
    assert Loader((module, one, two), (module,), TARGET).loaded == {module, one, two}


def test_a_program_is_no_module_and_looks_as_one() -> None:
    mill = linked("bin/mill", WATER, "libsand.so", rpath=("$ORIGIN/../water",))
    loader = Loader((mill, water(f"water/{WATER}")), (), TARGET)
    assert loader.missing(mill) == ["libsand.so"]
    assert loader.loaded == frozenset()
