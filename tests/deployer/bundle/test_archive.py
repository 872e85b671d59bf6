"""Zips that are the same whenever and wherever they are written."""

import base64
import hashlib
import os
import stat
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.bundle import archive
from lift.deployer.bundle.archive import Entry
from lift.deployer.errors import TooLarge

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=9
).filter(lambda name: name not in (".", ".."))


def test_a_zip_holds_its_files_with_their_permissions(tmp_path: Path) -> None:
    entries = [Entry("b/run.sh", b"#!/bin/sh\n", executable=True), Entry("a.txt", b"hello")]
    written = archive.write(entries, tmp_path / "code.zip")

    with zipfile.ZipFile(written.path) as opened:
        assert opened.namelist() == ["a.txt", "b/run.sh"]
        assert opened.read("a.txt") == b"hello"
        modes = [stat.S_IMODE(each.external_attr >> 16) for each in opened.infolist()]
        assert modes == [0o644, 0o755]


def date_of(folder: Path, content: bytes) -> tuple[int, int, int, int, int, int]:
    written = archive.write([Entry("style.css", content)], folder / "code.zip")
    with zipfile.ZipFile(written.path) as opened:
        return opened.infolist()[0].date_time


def test_the_date_of_a_file_follows_from_its_content(tmp_path: Path) -> None:
    assert date_of(tmp_path, b"p { top: 1px }") == date_of(tmp_path, b"p { top: 1px }")
    assert date_of(tmp_path, b"p { top: 1px }") != date_of(tmp_path, b"p { top: 2px }")


@given(st.binary(max_size=20))
def test_every_date_is_a_day_that_is_past(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        moment = datetime(*date_of(Path(folder), content), tzinfo=UTC)
    assert datetime(1980, 1, 1, tzinfo=UTC) <= moment < datetime(2020, 1, 1, tzinfo=UTC)


def test_sizes_and_checksum_are_those_of_the_file(tmp_path: Path) -> None:
    written = archive.write([Entry("a", b"x" * 5000), Entry("b", b"y")], tmp_path / "code.zip")

    content = written.path.read_bytes()
    assert written.size == len(content)
    assert written.unzipped == 5001
    assert written.sha256 == base64.b64encode(hashlib.sha256(content).digest()).decode()


def test_order_date_and_umask_do_not_show(tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text("x = 1\n")
    entries = [Entry("file.py", file), Entry("other.py", b"y = 2\n")]
    first = archive.write(entries, tmp_path / "first.zip")

    os.utime(file, (time.time() - 1e7, time.time() - 1e7))
    before = os.umask(0o077)
    try:
        second = archive.write(reversed(entries), tmp_path / "second.zip")
    finally:
        os.umask(before)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.digest == second.digest


def test_the_digest_is_of_path_mode_content_and_salt(tmp_path: Path) -> None:
    def digest(*entries: Entry, salt: str = "") -> str:
        return archive.write(entries, tmp_path / "a.zip", salt=salt).digest

    plain = digest(Entry("a", b"1"))
    others = {
        digest(Entry("b", b"1")),
        digest(Entry("a", b"2")),
        digest(Entry("a", b"1", executable=True)),
        digest(Entry("a", b"1"), salt="3.13"),
    }
    assert len(others) == 4
    assert plain not in others
    assert digest(Entry("a", b"1"), Entry("a.pyc", b"any", derived=True)) == plain


def test_a_zip_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "code.zip"
    archive.write([Entry("a", b"1")], path)
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        archive.write([Entry("a", tmp_path / "missing")], path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["code.zip"]


def test_too_many_files_for_a_zip_are_refused(tmp_path: Path) -> None:
    entries = [Entry(str(number), b"") for number in range(65_536)]
    with pytest.raises(TooLarge, match="would hold 65536 files"):
        archive.write(entries, tmp_path / "code.zip")


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=8))
def test_any_names_and_contents_come_back(files: dict[str, bytes]) -> None:
    entries = [Entry(name, content) for name, content in files.items()]
    with tempfile.TemporaryDirectory() as folder:
        written = archive.write(entries, Path(folder, "code.zip"))
        with zipfile.ZipFile(written.path) as opened:
            assert opened.testzip() is None
            assert {name: opened.read(name) for name in opened.namelist()} == files
