"""Waiting, on a clock that does not run."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from botocore.exceptions import ClientError

from lift.deployer.aws.errors import code
from lift.deployer.aws.wait import retrying, until
from lift.deployer.errors import AwsError
from lift.deployer.ui import Recorder

from ...aws_rules import FakeClock, refusal


@dataclass
class Waiter:
    clock: FakeClock = field(default_factory=FakeClock)
    ui: Recorder = field(default_factory=Recorder)


def not_yet(error: ClientError) -> bool:
    return code(error) == "NotYet"


def test_it_reads_until_it_is_ready() -> None:
    aws, states = Waiter(), iter(["Pending", "Pending", "Active"])
    found = until(lambda: next(states), lambda s: s == "Active", aws, what="it", usually="1 s")
    assert found == "Active"
    assert aws.clock.now() == 1002
    assert aws.ui.said == []


def test_what_takes_longer_than_a_moment_is_told_once() -> None:
    aws, states = Waiter(), iter(["Pending"] * 9 + ["Active"])
    until(
        lambda: next(states),
        lambda state: state == "Active",
        aws,
        what="function f to settle",
        usually="a few seconds",
    )
    text = "waiting for function f to settle (usually a few seconds)"
    assert aws.ui.said == [("waiting", text)]


def test_it_gives_up_and_says_what_it_waited_for() -> None:
    with pytest.raises(AwsError, match="waited 5 s for function f to settle, in vain"):
        until(
            lambda: 1,
            lambda _: False,
            Waiter(),
            what="function f to settle",
            usually="a moment",
            timeout=5,
        )


def test_a_passing_error_is_waited_out_with_growing_pauses() -> None:
    aws = Waiter()
    calls: list[float] = []

    def call() -> str:
        calls.append(aws.clock.now())
        if len(calls) < 6:
            raise refusal("NotYet", "", "X")
        return "done"

    assert retrying(call, not_yet, aws, what="it", usually="12 s", timeout=60) == "done"
    pauses = [later - earlier for earlier, later in pairwise(calls)]
    assert pauses == [0.5, 1, 2, 4, 5]
    assert aws.ui.said == [("waiting", "waiting for it (usually 12 s)")]


def test_another_error_is_raised_at_once() -> None:
    def call() -> None:
        raise refusal("Denied", "", "X")

    aws = Waiter()
    with pytest.raises(ClientError, match="Denied"):
        retrying(call, not_yet, aws, what="it", usually="1 s", timeout=60)
    assert aws.clock.now() == 1000


def test_after_its_time_the_error_is_raised_as_it_is() -> None:
    def call() -> None:
        raise refusal("NotYet", "", "X")

    with pytest.raises(ClientError, match="NotYet"):
        retrying(call, not_yet, Waiter(), what="it", usually="1 s", timeout=20)
