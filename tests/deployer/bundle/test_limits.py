"""Lambda's limit on the unzipped size."""

from pathlib import Path

import pytest

from lift.deployer.bundle import limits
from lift.deployer.bundle.archive import Entry
from lift.deployer.errors import TooLarge
from lift.deployer.ui import Recorder


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
        limits.check(entries, limits.UNZIPPED)
    assert caught.value.message == (
        "the bundle is 320.0 MB unzipped, and Lambda takes 250.0 MB; "
        "the largest parts: numpy 200.0 MB, torch 120.0 MB, small.py 0.0 MB"
    )


def test_the_limit_itself_is_within(tmp_path: Path) -> None:
    limits.check([Entry("a", b"123")], 3)
    with pytest.raises(TooLarge):
        limits.check([Entry("a", b"123"), Entry("b", b"4")], 3)


def test_it_says_what_bytecode_costs() -> None:
    entries = [Entry("a.py", b"1"), Entry("__pycache__/a.cpython-312.pyc", bytes(1024 * 1024))]
    with pytest.raises(TooLarge) as caught:
        limits.check(entries, 3)
    assert '"drop"}; "bytecode": false saves 1.0 MB' in caught.value.hint


def test_what_is_large_is_named_while_there_is_room(ui: Recorder) -> None:
    assert limits.is_near(801, 1000)
    assert not limits.is_near(800, 1000)
    limits.warn_near([Entry("python/numpy/a", bytes(1024 * 1024))], 2 * 1024 * 1024, ui)
    ((kind, text),) = ui.said
    assert kind == "note"
    assert text == (
        "the bundle is 1.0 MB unzipped, of the 2.0 MB that Lambda takes; "
        'the largest parts: numpy 1.0 MB; "package": "image" takes up to 10 GB'
    )


def test_an_image_is_the_way_out_of_a_zip_and_of_nothing_else(tmp_path: Path) -> None:
    for limit, offered in ((limits.UNZIPPED, True), (limits.IMAGE, False)):
        with pytest.raises(TooLarge) as caught:
            limits.check([Entry("torch/a", sparse(tmp_path / "large", limit + 1))], limit)
        assert ('"package": "image"' in caught.value.hint) is offered
