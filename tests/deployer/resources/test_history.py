"""Which versions were live fits into the alias's description."""

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.resources.description import LIMIT
from lift.deployer.resources.history import History


def test_the_history_is_read_as_it_was_written() -> None:
    history = History(("7", "5", "2"), ("6",))
    assert History.parse(str(history)) == history
    assert History.parse("") == History()
    assert History.parse("somebody's alias, live=now") == History()


def test_runs_are_written_short() -> None:
    assert str(History(("12", "11", "10", "7"))) == "lift live=12-10,7"
    assert History.parse("lift live=12-10,7 back=9-8") == History(
        ("12", "11", "10", "7"), ("9", "8")
    )


def test_a_release_is_put_in_front() -> None:
    assert History(("5", "2"), ("4",)).moved("7") == History(("7", "5", "2"), ("4",))


def test_going_back_drops_what_came_after() -> None:
    assert History(("7", "5", "2")).moved("5") == History(("5", "2"), ("7",))
    assert History(("7", "5", "2"), ("8",)).moved("2") == History(("2",), ("8", "7", "5"))


def test_what_is_live_again_was_not_rolled_back_from() -> None:
    assert History(("5", "2"), ("7", "6")).moved("7") == History(("7", "5", "2"), ("6",))


@given(
    live=st.lists(st.integers(1, 10**6), unique=True, max_size=400),
    back=st.lists(st.integers(1, 10**6), unique=True, max_size=400),
)
def test_a_long_history_loses_its_oldest(live: list[int], back: list[int]) -> None:
    history = History(tuple(map(str, live)), tuple(map(str, back)))
    text = str(history)
    assert len(text) <= LIMIT
    kept = History.parse(text)
    assert kept.versions == history.versions[: len(kept.versions)]
    assert kept.rolled_back == history.rolled_back[: len(kept.rolled_back)]


@given(st.integers(1, 9000))
def test_hundreds_of_releases_in_a_row_have_room(first: int) -> None:
    history = History(tuple(map(str, range(first + 800, first, -1))))
    assert History.parse(str(history)) == history
