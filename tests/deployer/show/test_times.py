"""How long each part took, in lines."""

from lift.deployer.show.times import shown
from lift.deployer.style import plain

TIMES = {"build": 2.04, "create log group g": 0.05, "create function shop": 11.26}


def test_what_took_notable_time_is_listed_in_columns() -> None:
    assert list(map(plain, shown(TIMES))) == [
        "build                    2.0 s",
        "create function shop    11.3 s",
    ]


def test_every_part_is_listed_when_asked_for() -> None:
    assert len(list(shown(TIMES, whole=True))) == 3


def test_nothing_that_took_time_is_no_line() -> None:
    assert list(shown({"build": 0.1})) == []
