"""How much of a log is read."""

from collections.abc import Callable, Iterator
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.reading import Pages, recent
from lift.deployer.logs.event import LogEvent

from .log import BEGIN, HOUR, line

DAY = 24 * HOUR


def pages(events: list[LogEvent], size: int = 2) -> Pages:
    """As CloudWatch gives them: both ends count in, and there is always a page."""

    def read(since: int, until: int) -> Iterator[list[LogEvent]]:
        found = [event for event in events if since <= event.timestamp <= until]
        for start in range(0, max(len(found), 1), size):
            yield found[start : start + size]

    return read


def still() -> float:
    return 0.0


def ticking(step: float) -> Callable[[], float]:
    times = count(0.0, step)
    return lambda: next(times)


LOG = [line(hour * HOUR, str(hour)) for hour in range(72)]
END = BEGIN + 3 * DAY


def texts(events: list[LogEvent]) -> list[int]:
    return [int(event.text) for event in events]


def test_a_log_is_read_whole_and_in_order() -> None:
    read = recent(pages(LOG), BEGIN, END, still)
    assert texts(read.events) == list(range(72))
    assert (read.since, read.until) == (BEGIN, END)


def test_a_log_that_is_too_large_is_read_as_far_back_as_it_goes() -> None:
    read = recent(pages(LOG), BEGIN, END, still, lines=20)
    assert texts(read.events) == list(range(57, 72))
    assert read.since == END - 15 * HOUR


def test_who_has_no_more_time_stops_too() -> None:
    read = recent(pages(LOG), BEGIN, END, ticking(1), seconds=3)
    assert texts(read.events) == list(range(69, 72))


def test_a_last_hour_that_is_too_large_counts_as_far_as_it_was_read() -> None:
    busy = [line(minute * 60_000, str(minute)) for minute in range(60)]
    read = recent(pages(busy), BEGIN - DAY, BEGIN + HOUR, still, lines=10)
    assert texts(read.events) == list(range(12))
    assert (read.since, read.until) == (BEGIN, busy[11].timestamp)


def test_a_log_that_gives_nothing_in_time_was_not_read() -> None:
    read = recent(pages([]), BEGIN, END, ticking(10), seconds=3)
    assert (read.events, read.since) == ([], read.until)


@given(st.integers(1, 100), st.integers(1, 20))
def test_what_is_read_is_whole_from_its_beginning_on(lines: int, size: int) -> None:
    read = recent(pages(LOG, size), BEGIN, END, still, lines=lines)
    begun = [event for event in LOG if read.since <= event.timestamp <= read.until]
    assert read.events == begun
