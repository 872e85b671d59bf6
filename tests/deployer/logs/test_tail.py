"""Following a log group: every line once, in order, however late it comes."""

from collections.abc import Iterable
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.logs.event import LogEvent
from lift.deployer.logs.tail import LATE, follow, once


def line(number: int, timestamp: int) -> LogEvent:
    return LogEvent(f"{number:05}", timestamp, "2026/11/21/[3]0f3c9a7d5e", f"line {number}")


class Group:
    """A log group in which each sleep lets the next lot of lines arrive."""

    def __init__(self, *lots: list[LogEvent]) -> None:
        self._coming = list(lots)
        self._there: list[LogEvent] = []
        self.reads: list[int] = []
        self.sleep(0)

    def read(self, since: int) -> Iterable[LogEvent]:
        self.reads.append(since)
        return [event for event in self._there if event.timestamp >= since]

    def sleep(self, _: float) -> None:
        if not self._coming:
            raise KeyboardInterrupt
        self._there += self._coming.pop(0)


def followed(group: Group, since: int = 0) -> list[str]:
    shown: list[str] = []
    with suppress(KeyboardInterrupt):
        shown.extend(event.id for event in follow(group.read, since, group.sleep))
    return shown


def test_lines_come_oldest_first() -> None:
    group = Group([line(2, 20), line(1, 10), line(3, 20)])
    assert [event.id for event in once(group.read, 0)] == ["00001", "00002", "00003"]


def test_lines_of_one_millisecond_keep_their_order() -> None:
    """A traceback is several lines, and their ids need not grow."""
    group = Group([line(3, 10), line(1, 10), line(2, 10)])
    assert [event.id for event in once(group.read, 0)] == ["00003", "00001", "00002"]


def test_a_line_is_shown_once_however_often_it_is_read() -> None:
    assert followed(Group([line(1, 10)], [], [line(2, 20)])) == ["00001", "00002"]


def test_a_group_without_lines_yet_is_waited_for() -> None:
    assert followed(Group([], [], [line(1, 10)])) == ["00001"]


def test_lines_before_the_start_are_not_shown() -> None:
    assert followed(Group([line(1, 10), line(2, 20)]), since=15) == ["00002"]


def test_a_line_that_is_late_is_still_shown() -> None:
    newest = 100_000
    assert "00002" in followed(Group([line(1, newest)], [line(2, newest - LATE)]))


def test_what_is_read_again_and_again_does_not_grow() -> None:
    group = Group(*([line(number, number * LATE)] for number in range(5)))
    followed(group)
    assert group.reads[-1] == 2 * LATE


@given(st.lists(st.lists(st.integers(0, LATE), max_size=5), max_size=6))
def test_every_line_that_is_less_late_than_allowed_is_shown_once(lots: list[list[int]]) -> None:
    numbered = iter(range(1000))
    group = Group(*([line(next(numbered), timestamp) for timestamp in lot] for lot in lots), [])
    expected = sum(map(len, lots))
    shown = followed(group)
    assert len(shown) == len(set(shown)) == expected
