"""Which warmth is recommended, and that it follows from what was seen."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lift.deployer.doctor import prices
from lift.deployer.doctor.choice import ASSUMED, Choice, choose, weigh
from lift.deployer.doctor.cold_starts import counted
from lift.deployer.doctor.demand import Cold, Demand, Hour, demand
from lift.deployer.doctor.deployed import Deployed
from lift.deployer.doctor.invocations import invocations
from lift.deployer.doctor.reading import Read
from lift.deployer.doctor.warmth import Case
from lift.deployer.settings.efs import Efs
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.provisioned_concurrency import Fixed
from lift.deployer.settings.snap_start import SnapStart
from lift.deployer.settings.stage import Stage

from .log import BEGIN, HOUR, init, line, report

WEEK = [(day, hour) for day in range(7) for hour in range(24)]
OFFICE = [at for at, (day, hour) in enumerate(WEEK) if day < 5 and 8 <= hour < 18]
ANYTIME = range(168)


def asked(at: Any, *levels: int, busy: float = 0.0) -> Demand:
    """A week with these cold starts in each of the hours ``at``."""
    hours = tuple(Hour(*moment, busy) for moment in WEEK)
    colds = tuple(Cold(level, hour) for hour in at for level in levels)
    return Demand(hours, 10_000, colds)


def case(asked: Demand, start_ms: float = 1000, first_ms: float = 0, **settings: Any) -> Case:
    of = stage(**settings)
    return Case(of, prices.of("us-east-1", of.architecture), asked, start_ms, first_ms)


def stage(**settings: Any) -> Stage:
    values: dict[str, Any] = {"keep_releases": 3} | settings
    return Stage("live", Path(), "shop", Path("lift_settings.json"), **values)


def recommended(case: Case) -> str:
    return weigh(case).recommended.setting


WINDOW = (
    '{"executions": 3, "from": "08:00", "to": "18:00", "days": ["mon", "tue", "wed", "thu", "fri"]}'
)
CASES = {
    "a quiet site": (case(ASSUMED), '"keep_warm": true'),
    "nobody ever waits": (case(asked(())), ""),
    "a start that nobody notices": (case(ASSUMED, start_ms=80), ""),
    "several at once, now and then": (
        case(asked(ANYTIME, 1, 1, 2, 3)),
        '"keep_warm": {"every": "4 minutes", "instances": 3}',
    ),
    "many more at once than can be kept warm": (
        case(asked(ANYTIME, *[90] * 50), start_ms=3000),
        '"snap_start": true',
    ),
    "always at work": (
        case(asked(range(2), 1, 2, busy=1.9)),
        '"provisioned_concurrency": 2',
    ),
    "too busy to leave anybody waiting": (
        case(asked(ANYTIME, *[1, 2, 3] * 200), start_ms=4000, runtime="python3.11"),
        '"provisioned_concurrency": 3',
    ),
    "office hours": (
        case(asked(OFFICE, *[1, 2, 3] * 200), start_ms=4000, runtime="python3.11"),
        f'"provisioned_concurrency": {{"schedule": [{WINDOW}]}}',
    ),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_what_suits_a_typical_case_is_recommended(given: Case, expected: str) -> None:
    assert recommended(given) == expected


def test_traffic_without_hours_of_its_own_needs_no_timetable() -> None:
    assert "schedule" not in lines(weigh(case(ASSUMED)))
    assert "schedule" in lines(weigh(case(asked(OFFICE, 1))))


def test_load_that_comes_and_goes_is_followed() -> None:
    hours = tuple(Hour(day, hour, 9.0 if hour % 4 == 0 else 0.1) for day, hour in WEEK)
    colds = tuple(Cold(level, at) for at in range(0, 168, 4) for level in range(1, 11))
    given = case(Demand(hours, 10**6, colds * 20), start_ms=5000, runtime="python3.11")
    assert '{"minimum": 1, "maximum": 10, "utilization": 0.7}' in lines(weigh(given))


def lines(choice: Choice) -> str:
    return " ".join(option.setting for option in choice.options)


def test_the_options_stand_in_the_order_of_what_they_win() -> None:
    options = weigh(case(asked(ANYTIME, 1, 2, 3))).options
    assert [each.net for each in options] == sorted((each.net for each in options), reverse=True)
    assert {"nothing", "keep_warm", "provisioned_concurrency", "snap_start"} == {
        each.kind for each in options
    }


def test_what_is_not_worth_its_price_is_shown_as_what_it_could_do() -> None:
    """Not in the form that loses least, which would be the one that does nothing."""
    choice = weigh(case(asked(range(4), 1, 2, 3, 4), runtime="python3.11"))
    (fixed,) = (each for each in choice.options if each.setting.endswith('concurrency": 4'))
    assert (fixed.avoided, fixed.net < 0) == (1, True)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"runtime": "python3.11"}, "python3.11 does not have it"),
        (
            {"efs": Efs("arn:aws:elasticfilesystem:x", "/mnt/x")},
            'a snapshot cannot hold a file system that is mounted ("efs")',
        ),
        ({"ephemeral_storage": 1024}, "a snapshot holds 512 MB of /tmp, not 1024"),
    ],
)
def test_what_is_not_possible_is_named(values: Any, reason: str) -> None:
    choice = weigh(case(asked(ANYTIME, 1), **values))
    assert choice.refused == (f"snap_start: {reason}",)
    assert "snap_start" not in lines(choice)


def test_what_is_reserved_is_not_exceeded() -> None:
    """A release has twice what is provisioned; pings must leave room for a request."""
    choice = weigh(case(asked(ANYTIME, 1, 2, 3, 4), reserved_concurrency=3))
    assert '"instances": 2' in lines(choice)
    assert '"provisioned_concurrency": 1' in lines(choice)
    assert '"maximum"' not in lines(choice)


def test_a_slow_first_request_is_moved_into_the_start() -> None:
    assert weigh(case(ASSUMED, first_ms=300)).also == '"warm_requests": ["/"]'
    assert weigh(case(ASSUMED, first_ms=50)).also == ""
    assert weigh(case(asked(()), first_ms=300)).also == ""


def test_the_document_says_what_is_recommended() -> None:
    document: Any = weigh(case(ASSUMED)).document()
    assert document["recommended"] == document["options"][0]
    assert document["recommended"]["setting"] == '"keep_warm": true'


def log(*, start: str = "", pings: bool = False) -> Deployed:
    """An hour in which ten requests came, 30 s apart, the first of them cold."""
    events = [report(30_000 * n + 100, start="" if n else start) for n in range(10)]
    if pings:
        events.insert(1, line(200, '{"lift": "keep-warm", "requestId": "a", "seconds": 0.0}'))
        events.insert(2, report(201))
    read = Read(events, BEGIN, BEGIN + HOUR)
    every = list(invocations(events))
    requests = [each for each in every if not each.ping]
    seen = counted("shop", every, read, 1)
    asked = demand(requests, read.since, read.until, modelled=pings or seen.restored > 0)
    return Deployed(seen, asked, "us-east-1")


def test_what_the_log_says_goes_before_what_was_measured_here() -> None:
    choice = choose(stage(), log(start=init(800)), 300, 50)
    assert choice.wait_ms == 800
    assert "a cold start takes 800 ms, as the log says" in choice.basis
    assert "10 requests and 1 cold starts of the log" in choice.basis


def test_without_traffic_the_examination_and_an_assumption_stand_in() -> None:
    choice = choose(stage(), Deployed(why="shop is not deployed"), 300, 50)
    assert choice.wait_ms == 350
    assert "a cold start takes 350 ms, measured here" in choice.basis
    assert any("(shop is not deployed): assumed" in line for line in choice.basis)
    assert choice.recommended.setting == '"keep_warm": true'


def test_where_environments_were_kept_warm_the_cold_starts_without_are_followed() -> None:
    found = log(pings=True)
    assert found.demand is not None
    assert len(found.demand.colds) == 1
    said = " ".join(choose(stage(), found, 300, 0).basis)
    assert "environments were kept warm then" in said


def test_a_snapshot_is_compared_with_the_init_that_it_spares() -> None:
    found = log(start="Restore Duration: 250 ms")
    choice = choose(stage(), found, 1000, 0)
    (snapshot,) = (each for each in choice.options if each.kind == "snap_start")
    assert choice.wait_ms == 1000
    assert snapshot.avoided == 0.75


def test_what_the_stage_has_already_is_named() -> None:
    assert weigh(case(ASSUMED, keep_warm=KeepWarm("rate(4 minutes)"))).present == ("keep_warm",)
    assert weigh(case(ASSUMED, snap_start=SnapStart())).present == ("snap_start",)
    assert weigh(case(ASSUMED, provisioned_concurrency=Fixed(2))).present == (
        "provisioned_concurrency",
    )


LEVELS = st.lists(st.integers(1, 60), min_size=1, max_size=8)
STARTS = st.floats(100, 20_000)


@settings(deadline=None, max_examples=40)
@given(st.sets(st.integers(0, 167), min_size=1), LEVELS, STARTS, st.integers(2, 20))
def test_more_cold_starts_never_ask_for_less(
    at: set[int], levels: list[int], start_ms: float, times: int
) -> None:
    few = case(asked(sorted(at), *levels), start_ms, runtime="python3.11")
    many = replace(few, demand=replace(few.demand, colds=few.demand.colds * times))
    assert weigh(few).recommended.avoided <= weigh(many).recommended.avoided


@settings(deadline=None, max_examples=40)
@given(LEVELS, STARTS, st.integers(2, 20), st.integers(128, 10_240))
def test_with_snapshots_too_more_cold_starts_never_ask_for_nothing(
    levels: list[int], start_ms: float, times: int, memory: int
) -> None:
    few = case(asked(range(0, 168, 7), *levels), start_ms, memory_size=memory)
    many = replace(few, demand=replace(few.demand, colds=few.demand.colds * times))
    assert weigh(few).recommended.net <= weigh(many).recommended.net


@settings(deadline=None, max_examples=40)
@given(LEVELS, STARTS, STARTS)
def test_longer_cold_starts_never_ask_for_less(levels: list[int], one: float, two: float) -> None:
    short, long = sorted((one, two))
    given = case(asked(range(0, 168, 7), *levels), runtime="python3.11")
    less = weigh(replace(given, start_ms=short)).recommended
    assert less.avoided <= weigh(replace(given, start_ms=long)).recommended.avoided


@settings(deadline=None, max_examples=40)
@given(LEVELS, STARTS, st.integers(128, 5000), st.integers(1, 5000))
def test_at_a_higher_price_nothing_more_is_recommended(
    levels: list[int], start_ms: float, memory: int, more: int
) -> None:
    demand = asked(range(0, 168, 7), *levels)
    cheap = case(demand, start_ms, runtime="python3.11", memory_size=memory)
    dear = case(demand, start_ms, runtime="python3.11", memory_size=memory + more)
    assert weigh(cheap).recommended.net >= weigh(dear).recommended.net


@settings(deadline=None, max_examples=40)
@given(LEVELS, STARTS)
def test_what_is_recommended_wins_something_or_is_nothing(
    levels: list[int], start_ms: float
) -> None:
    chosen = weigh(case(asked(range(0, 168, 7), *levels), start_ms)).recommended
    assert chosen.net > 0 or chosen.kind == "nothing"
    assert 0 <= chosen.avoided <= 1
