"""A log's lines as invocations."""

from lift.deployer.doctor.invocations import Invocation, invocations

from .log import BEGIN, init, line, report

INIT = "INIT_START Runtime Version: python:3.13.v9"


def test_an_invocation_is_what_its_report_says() -> None:
    (found,) = invocations([report(1000, duration=100, start=init(285))])
    assert found == Invocation("7", BEGIN + 1000, 100, 100, 512, 80, 285, False, False, False)
    assert (found.began, found.cold) == (BEGIN + 900, True)


def test_only_the_first_of_an_environment_waited_for_it() -> None:
    log = [line(0, INIT), report(400, start=init(285)), report(900), report(950, stream="b")]
    assert [each.cold for each in invocations(log)] == [True, False, False]


def test_an_environment_that_began_long_before_was_not_waited_for() -> None:
    """Provisioned concurrency, and what Lambda starts ahead by itself."""
    (found,) = invocations([line(0, INIT), report(60_000, start=init(285))])
    assert (found.cold, found.ahead) == (False, True)


def test_a_snapshot_that_is_restored_is_a_cold_start_of_its_own() -> None:
    (found,) = invocations([line(0, INIT), report(60_000, start="Restore Duration: 402 ms")])
    assert (found.start_ms, found.restored, found.ahead) == (402, True, False)


def test_an_init_that_took_too_long_was_waited_for() -> None:
    failed = "INIT_REPORT Init Duration: 10008.63 ms\tPhase: init\tStatus: timeout"
    (found,) = invocations([line(0, INIT), line(10_009, failed), report(12_000, duration=1900)])
    assert found.start_ms == 10008.63


def test_pings_are_told_apart_in_their_own_environment() -> None:
    log = [
        line(0, '{"lift": "keep-warm", "requestId": "x", "seconds": 1.0}'),
        report(5, stream="b"),
        report(6),
        report(9),
    ]
    assert [each.ping for each in invocations(log)] == [False, True, False]


def test_a_log_of_other_lines_holds_no_invocation() -> None:
    assert list(invocations([line(0, "hello"), line(1, "REPORT of mine")])) == []
