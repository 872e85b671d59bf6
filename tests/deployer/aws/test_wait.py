"""Waiting, on a clock that does not run."""

from itertools import pairwise

import pytest
from botocore.exceptions import ClientError

from lift.deployer.aws.errors import code
from lift.deployer.aws.wait import retrying, until
from lift.deployer.errors import AwsError

from ...aws_rules import FakeClock, refusal


def test_it_reads_until_it_is_ready() -> None:
    clock, states = FakeClock(), iter(["Pending", "Pending", "Active"])
    found = until(lambda: next(states), lambda state: state == "Active", clock, what="function f")
    assert found == "Active"
    assert clock.now() == 1002


def test_it_gives_up_and_says_what_it_waited_for() -> None:
    with pytest.raises(AwsError, match="function f: not ready after 5 s"):
        until(lambda: 1, lambda _: False, FakeClock(), what="function f", timeout=5)


def test_a_passing_error_is_waited_out_with_growing_pauses() -> None:
    clock = FakeClock()
    calls: list[float] = []

    def call() -> str:
        calls.append(clock.now())
        if len(calls) < 6:
            raise refusal("NotYet", "", "X")
        return "done"

    assert retrying(call, lambda error: code(error) == "NotYet", clock, timeout=60) == "done"
    pauses = [later - earlier for earlier, later in pairwise(calls)]
    assert pauses == [0.5, 1, 2, 4, 5]


def test_another_error_is_raised_at_once() -> None:
    def call() -> None:
        raise refusal("Denied", "", "X")

    clock = FakeClock()
    with pytest.raises(ClientError, match="Denied"):
        retrying(call, lambda error: code(error) == "NotYet", clock, timeout=60)
    assert clock.now() == 1000


def test_after_its_time_the_error_is_raised_as_it_is() -> None:
    def call() -> None:
        raise refusal("NotYet", "", "X")

    with pytest.raises(ClientError, match="NotYet"):
        retrying(call, lambda _: True, FakeClock(), timeout=20)
