"""The order of the tests: what takes longest begins first, so that no worker ends alone with it."""

from pathlib import Path

import pytest

_LONGEST = ("crash", "stacks", "end_to_end", "deployer/sandbox", "deployer/bundle")
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    place = item.path.relative_to(_HERE).as_posix()
    starts = (rank for rank, folder in enumerate(_LONGEST) if place.startswith(f"{folder}/"))
    return next(starts, len(_LONGEST))
