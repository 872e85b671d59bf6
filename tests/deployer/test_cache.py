"""Where lift's cache lies, and that two runs do not get into each other's way."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lift.deployer.cache import cache_dir, locked, settle
from lift.deployer.ui import Recorder


def test_the_folder_that_the_user_chose_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "mine"))
    assert cache_dir("wheels") == tmp_path / "mine" / "wheels"
    assert (tmp_path / "mine" / "wheels").is_dir()


def test_elsewhere_it_is_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIFT_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    expected = "Library/Caches/lift" if sys.platform == "darwin" else "lift"
    assert cache_dir() == tmp_path / expected


def test_the_faster_of_two_runs_stays(tmp_path: Path) -> None:
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        (tmp_path / run / "made-by").write_text(run)
        settle(tmp_path / run, tmp_path / "place")
    assert (tmp_path / "place" / "made-by").read_text() == "one"
    with pytest.raises(OSError, match="No such file"):
        settle(tmp_path / "none", tmp_path / "elsewhere")


def test_the_second_run_waits_for_the_first_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path))
    waiting, order = Recorder(), []

    def second() -> None:
        with locked("dependencies", "abc", waiting):
            order.append("second")

    with ThreadPoolExecutor(1) as pool:
        with locked("dependencies", "abc", Recorder()):
            with locked("dependencies", "another", Recorder()):
                ended = pool.submit(second)
            while not waiting.said:
                assert not ended.done()
            order.append("first")
        ended.result()
    assert order == ["first", "second"]
    assert waiting.said[0][1].startswith("waiting for another lift that makes the same")
