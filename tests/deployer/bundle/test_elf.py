"""What decides whether a native file loads is read from it, and from nothing else."""

import _ctypes
import platform
import sys
from pathlib import Path

import pytest

from lift.deployer.bundle import elf

from .elves import module, shared_object


def read(folder: Path, content: bytes) -> elf.Elf | None:
    file = folder / "file"
    file.write_bytes(content)
    return elf.read(file)


def test_an_extension_module_is_read(tmp_path: Path) -> None:
    content = module("fast", machine="aarch64", versions=["GLIBC_2.17", "GLIBC_2.4"])
    assert read(tmp_path, content) == elf.Elf(
        "aarch64", needed=("libc.so.6",), glibc=(2, 17), module=True
    )


def test_a_library_has_a_name_of_its_own(tmp_path: Path) -> None:
    content = shared_object(soname="libflour.so.2", needed=["libm.so.6", "libwater.so.1"])
    found = read(tmp_path, content)
    assert found is not None
    assert (found.soname, found.needed) == ("libflour.so.2", ("libm.so.6", "libwater.so.1"))
    assert not found.module


def test_it_names_the_folders_of_its_libraries(tmp_path: Path) -> None:
    content = shared_object(rpath="$ORIGIN/../flour.libs:/opt/lib", runpath="$ORIGIN")
    found = read(tmp_path, content)
    assert found is not None
    assert found.rpath == ("$ORIGIN/../flour.libs", "/opt/lib")
    assert found.runpath == ("$ORIGIN",)


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        ([], (0, 0)),
        (["GLIBC_2.2.5"], (2, 2)),
        (["GLIBC_2.9", "GLIBC_2.34", "GLIBC_2.4"], (2, 34)),
        (["GLIBC_PRIVATE", "GLIBCXX_3.4.30"], (0, 0)),
        (["GLIBC_ABI_DT_RELR", "GLIBC_2.3"], (2, 36)),
    ],
)
def test_the_newest_version_of_the_c_library_counts(
    versions: list[str], newest: tuple[int, int], tmp_path: Path
) -> None:
    found = read(tmp_path, shared_object(versions=versions))
    assert found is not None
    assert found.glibc == newest


def test_a_program_names_its_loader(tmp_path: Path) -> None:
    found = read(tmp_path, shared_object(interpreter="/lib/ld-musl-x86_64.so.1"))
    assert found is not None
    assert found.interpreter == "/lib/ld-musl-x86_64.so.1"


def test_a_processor_of_32_bits_is_another_kind(tmp_path: Path) -> None:
    found = read(tmp_path, shared_object(machine="i386", bits=32))
    assert found is not None
    assert found.machine == "i386"


@pytest.mark.parametrize("content", [b"", b"\x7fEL", b"#!/bin/sh\n", b"\x7fELF"])
def test_other_files_are_none(content: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, content) is None


def test_a_file_that_was_cut_off_is_none_wherever_it_was_cut(tmp_path: Path) -> None:
    content = module("fast")
    read_at = [cut for cut in range(len(content)) if read(tmp_path, content[:cut])]
    assert all(cut > len(content) - 32 for cut in read_at)


@pytest.mark.skipif(sys.platform != "linux", reason="needs an ELF file of this machine")
def test_a_real_module_of_this_interpreter() -> None:
    found = elf.read(Path(_ctypes.__file__))
    assert found is not None
    assert found.machine == platform.machine()
    assert found.module
    assert "libc.so.6" in found.needed
    assert (2, 2) <= found.glibc <= (3, 0)
