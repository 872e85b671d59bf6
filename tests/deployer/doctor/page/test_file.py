"""The page's file: whole or not at all."""

import os
from pathlib import Path

import pytest

from lift.deployer.doctor.page import page, write
from lift.deployer.errors import LiftError

from ..diagnosed import DIAGNOSIS


def test_it_is_written_and_says_by_which_address_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address = write(DIAGNOSIS, Path("cold starts.html"))
    assert address == (tmp_path / "cold starts.html").as_uri()
    assert (tmp_path / "cold starts.html").read_text(encoding="utf-8") == page(DIAGNOSIS)
    assert os.listdir(tmp_path) == ["cold starts.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LiftError, match=r"there is no folder .*/reports") as caught:
        write(DIAGNOSIS, tmp_path / "reports" / "page.html")
    assert caught.value.hint == "make the folder, or name a file in one that is there"


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(LiftError, match=f"^{tmp_path} is a folder$"):
        write(DIAGNOSIS, tmp_path)


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    too_long = tmp_path / f"{'a' * 300}.html"
    with pytest.raises(LiftError, match="cannot be written: File name too long"):
        write(DIAGNOSIS, too_long)
    assert os.listdir(tmp_path) == []
