"""What a generation's parameter holds."""

from dataclasses import replace

import pytest

from lift.deployer.lock.holder import read, write

from .store import holder


@pytest.mark.parametrize("free", [True, False])
def test_what_was_written_is_read(free: bool) -> None:
    assert read(write(holder(), free=free)) == (holder(), free)


def test_it_always_fits_into_a_parameter() -> None:
    long = replace(holder("x" * 5000), commit="y" * 5000, command="z" * 5000)
    assert len(write(long, free=False)) < 4096


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"by": 1}'])
def test_what_cannot_be_read_is_held_by_somebody(text: str) -> None:
    found, free = read(text)
    assert not free
    assert found.host == "?"
