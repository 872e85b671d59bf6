"""What would fail on Lambda is named, and nothing else is."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import loadable, native, system_libraries
from lift.deployer.bundle.archive import Entry
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .elves import module, shared_object
from .projects import write

TARGET = Target("3.12", "x86_64", (2, 34))
OLD = Target("3.11", "x86_64", (2, 26))
ARM = Target("3.12", "arm64", (2, 34))
TAG = "cpython-312-x86_64-linux-gnu.so"


def check(root: Path, files: dict[str, bytes], target: Target = TARGET) -> list[str]:
    """The warnings for a bundle of ``files``."""
    write(root, files)
    ui = Recorder()
    loadable.check(native.find(Entry(name, root / name) for name in files), target, ui)
    assert all(kind == "warn" for kind, _ in ui.said)
    return [text for _, text in ui.said]


def refused(root: Path, files: dict[str, bytes], target: Target = TARGET) -> BundleError:
    with pytest.raises(BundleError) as caught:
        check(root, files, target)
    return caught.value


@pytest.mark.parametrize(
    ("options", "target", "reason"),
    [
        ({}, ARM, "is built for x86_64, and the function runs on arm64"),
        ({"machine": "aarch64"}, TARGET, "is built for aarch64, and the function runs on x86_64"),
        (
            {"versions": ["GLIBC_2.28"]},
            OLD,
            "needs glibc 2.28, and python3.11 on Lambda has 2.26",
        ),
        ({"needed": ["libc.musl-x86_64.so.1"]}, TARGET, "is linked to musl, and Lambda has glibc"),
    ],
)
def test_a_module_that_cannot_load_stops_the_build(
    options: dict[str, Any], target: Target, reason: str, tmp_path: Path
) -> None:
    record = b"flour/_fast.abi3.so,,\n"
    files = {"flour/_fast.abi3.so": module("_fast", **options)}
    error = refused(tmp_path, {**files, "flour-1.0.dist-info/RECORD": record}, target)
    where = "flour/_fast.abi3.so (flour 1.0)"
    assert error.message == f"this cannot be loaded on Lambda: {where} {reason}"
    assert error.hint


def test_a_library_that_a_module_is_linked_to_counts_as_much(tmp_path: Path) -> None:
    files = {
        f"_fast.{TAG}": module("_fast", needed=["libone.so.1"]),
        "vendor/libone.so.1.5": shared_object(soname="libone.so.1", needed=["libtwo.so"]),
        "vendor/libtwo.so": shared_object(machine="aarch64"),
    }
    error = refused(tmp_path, files)
    assert "vendor/libtwo.so is built for aarch64" in error.message


def test_all_of_them_are_named(tmp_path: Path) -> None:
    files = {f"{name}.so": module(name, machine="aarch64") for name in ("a", "b")}
    error = refused(tmp_path, files)
    assert "a.so is built" in error.message
    assert error.details.startswith("also: b.so is built")


def test_what_loads_goes_without_a_word(tmp_path: Path) -> None:
    files = {
        f"flour/_fast.{TAG}": module("_fast", needed=["libwater-1a.so.1", "libc.so.6"]),
        "flour.libs/libwater-1a.so.1": shared_object(needed=["libz.so.1", "libstdc++.so.6"]),
        "bin/mill": shared_object(interpreter="/lib64/ld-linux-x86-64.so.2"),
    }
    assert check(tmp_path, files) == []


def test_a_missing_library_is_a_warning_with_a_way_out(tmp_path: Path) -> None:
    [warning] = check(tmp_path, {"cv2/cv2.abi3.so": module("cv2", needed=["libGL.so.1"])})
    assert "cv2/cv2.abi3.so needs libGL.so.1, neither in the bundle nor on Lambda" in warning
    assert "-headless" in warning


def test_a_library_that_nothing_looks_for_where_it_lies_is_a_warning(tmp_path: Path) -> None:
    files = {
        "_fast.abi3.so": module("_fast", needed=["libGL.so.1", "libwater.so"]),
        "mill/libwater.so": shared_object(),
        "mill-2.0.dist-info/RECORD": b"mill/libwater.so,,\n",
    }
    [warning] = check(tmp_path, files)
    assert "needs libGL.so.1, neither in the bundle nor on Lambda, and libwater.so" in warning
    assert "only there as mill/libwater.so (mill 2.0), where the loader does not look" in warning
    assert "the project's folder lib/" in warning


def test_the_functions_own_library_path_is_searched(tmp_path: Path) -> None:
    files = {
        "_fast.abi3.so": module("_fast", needed=["libwater.so"]),
        "mill/libwater.so": shared_object(),
        "mill-2.0.dist-info/RECORD": b"mill/libwater.so,,\n",
    }
    write(tmp_path, files)
    natives = native.find(Entry(name, tmp_path / name) for name in files)
    assert list(loadable.problems(natives, TARGET, "/var/lang/lib:/var/task/mill")) == []


def test_a_plugin_that_nothing_imports_may_lack_its_libraries(tmp_path: Path) -> None:
    assert check(tmp_path, {"qt/plugins/libxcb.so": shared_object(needed=["libX11.so.6"])}) == []


def test_a_program_or_loose_library_for_another_machine_is_a_warning(tmp_path: Path) -> None:
    files = {
        "bin/mill": shared_object(machine="aarch64", interpreter="/lib/ld-linux-aarch64.so.1"),
        "vendor/libwater.so": shared_object(machine="aarch64"),
    }
    assert len(check(tmp_path, files)) == 2


@pytest.mark.parametrize(
    "path",
    ["debug/attach_linux_arm64.so", "linux-aarch64/runtime.so", "vendor/aarch64/libwater.so.1"],
)
def test_a_package_that_ships_one_for_each_machine_is_left_alone(path: str, tmp_path: Path) -> None:
    assert check(tmp_path, {path: module("runtime", machine="aarch64")}) == []


def test_a_packages_tool_for_other_processes_is_left_alone(tmp_path: Path) -> None:
    files = {
        "debugger/attach.so": shared_object(versions=["GLIBC_2.34"]),
        "debugger-1.0.dist-info/RECORD": b"debugger/attach.so,,\n",
    }
    assert check(tmp_path, files, OLD) == []
    [warning] = check(tmp_path, {"attach.so": shared_object(versions=["GLIBC_2.34"])}, OLD)
    assert "attach.so needs glibc 2.34" in warning


def test_a_package_that_ships_one_for_each_python_is_left_alone(tmp_path: Path) -> None:
    files = {
        f"_fast.{TAG}": module("_fast"),
        "_fast.cpython-311-x86_64-linux-gnu.so": module("_fast"),
        "_fast.cpython-312-aarch64-linux-gnu.so": module("_fast", machine="aarch64"),
        "_fast.so": module("_fast", machine="aarch64"),
    }
    assert check(tmp_path, files) == []


def test_a_module_for_another_python_is_a_warning(tmp_path: Path) -> None:
    [warning] = check(tmp_path, {"_fast.cpython-313-x86_64-linux-gnu.so": module("_fast")})
    assert "is named for another Python than 3.12" in warning


def test_a_package_is_named_once(tmp_path: Path) -> None:
    names = [f"flour/{name}.so" for name in "abc"]
    files = {name: shared_object(machine="aarch64") for name in names}
    record = "".join(f"{name},,\n" for name in names).encode()
    assert len(check(tmp_path, {**files, "flour-1.0.dist-info/RECORD": record})) == 1


@pytest.mark.parametrize(
    ("target", "has", "lacks"),
    [
        (TARGET, {"libssl.so.3", "libpython3.12.so.1.0"}, "libcrypt.so.1"),
        (OLD, {"libcrypt.so.1", "libpython3.11.so.1.0"}, "libssl.so.3"),
    ],
)
def test_what_lambda_has_depends_on_the_runtime(target: Target, has: set[str], lacks: str) -> None:
    found = system_libraries.of(target)
    assert has < found
    assert lacks not in found
    assert {"libc.so.6", "libstdc++.so.6", "ld-linux-x86-64.so.2"} < found
