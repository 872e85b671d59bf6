"""Cold starts, counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.cold_starts import by_version, over_time, percentile, sliced
from lift.deployer.doctor.invocations import Invocation, invocations

from .log import BEGIN, HOUR, init, report

DAY = 24 * HOUR


def requests(*at: int, cold: int = 0, version: str = "7") -> list[Invocation]:
    """Requests at these times, of which the first ``cold`` are cold, 100 ms, 200 ms, …"""
    log = [
        report(time, start=init((n + 1) * 100) if n < cold else "", version=version)
        for n, time in enumerate(at)
    ]
    return list(invocations(log))


def test_what_cold_requests_waited_for_is_counted() -> None:
    found = sliced("all", requests(*range(1000, 11_000, 1000), cold=4))
    assert (found.requests, found.cold, found.share) == (10, 4, 0.4)
    assert (found.p50_ms, found.p95_ms, found.p99_ms) == (200, 400, 400)


def test_without_a_cold_start_there_are_no_times() -> None:
    found = sliced("all", requests(1000))
    assert (found.cold, found.share, found.p50_ms) == (0, 0, None)
    assert sliced("none", []).share == 0


def test_two_days_are_shown_by_the_hour_also_the_empty_ones() -> None:
    found = over_time(requests(1000, 2 * HOUR + 1, cold=1), BEGIN, BEGIN + 3 * HOUR - 1)
    assert [(each.name, each.requests, each.cold) for each in found] == [
        ("2026-11-23 00:00", 1, 1),
        ("2026-11-23 01:00", 0, 0),
        ("2026-11-23 02:00", 1, 0),
    ]


def test_more_is_shown_by_the_day() -> None:
    found = over_time(requests(1000, DAY + 1), BEGIN, BEGIN + 3 * DAY - 1)
    names = [each.name for each in found]
    assert names == ["2026-11-23", "2026-11-24", "2026-11-25"]


def test_the_newest_version_comes_first() -> None:
    found = by_version(requests(1000, version="9") + requests(2000, version="10"))
    assert [each.name for each in found] == ["10", "9"]


def test_what_is_no_version_comes_last() -> None:
    assert by_version(requests(1, version="$LATEST"))[0].name == "$LATEST"


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_time_that_enough_do_not_exceed(times: list[float], share: float) -> None:
    found = percentile(times, share)
    assert found in times
    assert sum(time <= found for time in times) >= share * len(times)


def test_nothing_has_no_percentile() -> None:
    assert percentile([], 0.5) is None


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99)])
def test_of_a_hundred_times_each_is_its_own_percentile(share: float, expected: int) -> None:
    assert percentile(list(range(1, 101)), share) == expected
