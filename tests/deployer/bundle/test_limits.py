"""Lambda's limit on the unzipped size."""

from pathlib import Path

import pytest

from lift.deployer.bundle import limits
from lift.deployer.bundle.archive import Entry
from lift.deployer.errors import TooLarge


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_over_the_limit_the_largest_packages_are_named(tmp_path: Path) -> None:
    large = sparse(tmp_path / "large", 200 * 1024 * 1024)
    half = sparse(tmp_path / "half", 60 * 1024 * 1024)
    entries = [
        Entry("python/small.py", b"1"),
        Entry("python/torch/a", half),
        Entry("python/torch.libs/b", half),
        Entry("python/numpy/a", large),
    ]
    with pytest.raises(TooLarge) as caught:
        limits.check(entries)
    assert caught.value.message == (
        "the bundle is 320.0 MB unzipped, and Lambda takes 250.0 MB; "
        "the largest parts: numpy 200.0 MB, torch 120.0 MB, small.py 0.0 MB"
    )


def test_the_limit_itself_is_within(tmp_path: Path) -> None:
    limits.check([Entry("a", sparse(tmp_path / "a", limits.UNZIPPED))])
    with pytest.raises(TooLarge):
        limits.check([Entry("a", sparse(tmp_path / "a", limits.UNZIPPED)), Entry("b", b"1")])
