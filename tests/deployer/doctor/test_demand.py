"""How many environments were needed at once."""

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.demand import Cold, Demand, Hour, demand
from lift.deployer.doctor.invocations import invocations

from .log import BEGIN, HOUR, MINUTE, init, report

SECOND = 1000


def asked(*runs: tuple[int, int], cold: bool = False, hours: int = 2) -> Demand:
    """Of requests that came at so many ms and took so many, seen cold or followed."""
    log = [
        report(at + took, duration=took, start=init(1) if cold else "", stream=str(n))
        for n, (at, took) in enumerate(runs)
    ]
    return demand(invocations(log), BEGIN, BEGIN + hours * HOUR, modelled=not cold)


def test_a_cold_start_needs_one_environment_more_than_are_at_work() -> None:
    found = asked((1000, 500), (1100, 500), (1200, 100), (5000, 10), cold=True)
    assert [cold.level for cold in found.colds] == [1, 2, 3, 1]


def test_an_environment_that_was_used_lately_serves_the_next_request() -> None:
    assert [cold.level for cold in asked((0, 100), (MINUTE, 100), (2 * MINUTE, 9)).colds] == [1]


def test_an_environment_that_nobody_uses_is_given_up() -> None:
    assert len(asked((0, 100), (10 * MINUTE, 100)).colds) == 2


def test_requests_at_the_same_time_need_more_environments() -> None:
    found = asked((0, 1000), (10, 1000), (20, 1000), (5000, 10), (5001, 10))
    assert [cold.level for cold in found.colds] == [1, 2, 3]


def test_the_environment_that_was_used_last_is_taken_first() -> None:
    """So the other one of two is given up after a time, though the pair was needed once."""
    steady = [(at * MINUTE, 10) for at in range(1, 12)]
    found = asked((0, 100), (50, 100), *steady, (12 * MINUTE, 100), (12 * MINUTE + 50, 100))
    assert [cold.level for cold in found.colds] == [1, 2, 2]


def test_each_hour_says_when_it_was_and_how_much_there_was_to_do() -> None:
    found = asked((0, HOUR // 2), (HOUR + 1, HOUR // 4))
    assert found.hours == (Hour(0, 0, 0.5), Hour(0, 1, 0.25))
    assert found.colds == (Cold(1, 0), Cold(1, 1))


def test_a_first_request_is_compared_with_the_others() -> None:
    log = [report(1000, duration=300, start=init(99)), report(2000, duration=20)]
    found = demand(invocations(log), BEGIN, BEGIN + HOUR, modelled=False)
    assert found.first_ms == 280


def test_without_a_warm_request_nothing_is_compared() -> None:
    assert asked((0, 10), cold=True).first_ms is None


def test_what_came_before_is_not_asked() -> None:
    log = [report(1000), report(2 * HOUR)]
    found = demand(invocations(log), BEGIN + HOUR, BEGIN + 3 * HOUR, modelled=True)
    assert (found.requests, len(found.hours)) == (1, 2)


RUNS = st.lists(st.tuples(st.integers(0, HOUR), st.integers(1, MINUTE)), max_size=40)


@given(RUNS)
def test_no_more_environments_are_needed_than_there_are_requests(
    runs: list[tuple[int, int]],
) -> None:
    found = asked(*runs)
    levels = [cold.level for cold in found.colds]
    assert len(levels) <= found.requests == len(runs)
    assert max(levels, default=0) <= len(runs)
    assert not runs or levels[0] == 1
