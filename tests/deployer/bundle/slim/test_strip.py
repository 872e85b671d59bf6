"""Stripped libraries load, and those that would not stay as they were."""

import shutil
import struct
from pathlib import Path

import pytest

from lift.deployer.bundle.slim import strip
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError

X86 = Target("3.12", "x86_64", (2, 34))


def library(*, address: int) -> bytes:
    """A 64-bit ELF file with one loaded segment, which begins at ``address`` in memory."""
    header = b"\x7fELF" + b"\2\1\1" + bytes(9)
    header += struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    return header + struct.pack("<IIQQQQQQ", 1, 5, 0, address, address, 120, 120, 4096)


def stripper(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a ``strip`` on the path that does what ``script`` says."""
    for tool in ("sh", "cp", "printf"):
        found = shutil.which(tool)
        assert found
        (folder / tool).symlink_to(found)
    program = folder / "x86_64-linux-gnu-strip"
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_without_the_program_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BundleError, match="needs aarch64-linux-gnu-strip") as caught:
        strip.strip(tmp_path, [], Target("3.12", "arm64", (2, 34)))
    assert "binutils-aarch64-linux-gnu" in caught.value.hint


def test_only_libraries_are_stripped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    stripper(tmp_path / "bin", monkeypatch, 'cp "$4" "$3"')
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.so").write_bytes(library(address=0))
    assert strip.strip(tmp_path, ["a.txt", "a.so"], X86) == {}


@pytest.mark.parametrize(("address", "saved"), [(4096, {"a.so": 40}), (4097, {})])
def test_a_library_that_could_not_be_loaded_stays(
    address: int, saved: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "short").write_bytes(library(address=address))
    stripper(tmp_path / "bin", monkeypatch, f'cp {tmp_path / "short"} "$3"')
    (tmp_path / "a.so").write_bytes(library(address=0) + bytes(40))
    assert strip.strip(tmp_path, ["a.so"], X86) == saved
    assert (tmp_path / "a.so").stat().st_size == (120 if saved else 160)


def test_a_library_that_the_program_refuses_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    stripper(tmp_path / "bin", monkeypatch, "exit 1")
    (tmp_path / "a.so").write_bytes(library(address=0))
    assert strip.strip(tmp_path, ["a.so"], X86) == {}
    assert (tmp_path / "a.so").read_bytes() == library(address=0)
