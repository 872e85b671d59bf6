"""Environments of a new version that are warm before it gets traffic."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from lift.deployer.engine.rollback import rollback
from lift.deployer.errors import ReleaseFailed
from lift.deployer.settings.keep_warm import KeepWarm

from ...aws_rules import Answer, refusal
from ..bench import Bench, bench

Ping = Callable[[str, int], Answer]
"""(version, how many pings there were before) -> answer."""


def environment(number: object) -> Answer:
    return Answer({"lift": "keep-warm", "environment": str(number)})


@contextmanager
def pinged(folder: Path, answer: Ping) -> Iterator[tuple[Bench, list[Any]]]:
    """A stage with a release, and (version, seconds) of each ping that is held."""
    pings: list[Any] = []
    lock = Lock()

    def function(name: str, version: str, payload: Any) -> Answer:
        if "hold" not in payload:
            return Answer()
        with lock:
            pings.append((version, payload["hold"]))
            before = len(pings) - 1
        return answer(version, before)

    with bench(folder, function) as stage:
        stage.deploy()
        stage.code = "v2"
        yield stage, pings


def deploy(stage: Bench) -> None:
    stage.deploy(keep_warm=KeepWarm("rate(4 minutes)", 4))


def said(stage: Bench) -> list[str]:
    return [text for _, text in stage.ui.said if "execution environments" in text]


def test_as_many_as_are_kept_warm_are_started_before_the_alias_moves(tmp_path: Path) -> None:
    with pinged(tmp_path, lambda _, before: environment(before)) as (stage, pings):
        deploy(stage)
        assert pings == [("2", 1)] * 4
        order = [call.operation for call in stage.rules.calls]
        assert order.index("UpdateAlias") > max(i for i, op in enumerate(order) if op == "Invoke")
        assert said(stage) == ["warm 4 execution environments of version 2"]


def test_an_environment_that_was_met_twice_is_not_counted_twice(tmp_path: Path) -> None:
    with pinged(tmp_path, lambda _, before: environment(before // 2)) as (stage, pings):
        deploy(stage)
        assert Counter(pings) == {("2", 1): 4, ("2", 2): 4, ("2", 4): 4}
        assert said(stage)[-1] == "2 of 4 execution environments are warm"
        assert stage.live() == "2"


def test_one_that_does_not_start_is_a_failed_gate(tmp_path: Path) -> None:
    def answer(_: str, before: int) -> Answer:
        broken = Answer({"errorMessage": "too many connections"}, "Unhandled")
        return broken if before == 2 else environment(before)

    with pinged(tmp_path, answer) as (stage, _):
        message = "version 2 does not start: too many connections"
        with pytest.raises(ReleaseFailed, match=message) as caught:
            deploy(stage)
        assert "version 1 is live, version 2 stays without traffic" in caught.value.hint
        assert stage.live() == "1"


def test_where_the_account_has_no_room_it_is_said_and_the_release_goes_on(tmp_path: Path) -> None:
    def answer(_: str, before: int) -> Answer:
        if before >= 3:
            raise refusal("TooManyRequestsException", "Rate Exceeded.", "Invoke", 429)
        return environment(before)

    with pinged(tmp_path, answer) as (stage, pings):
        deploy(stage)
        assert len(pings) == 4
        assert said(stage)[-1].startswith("3 of 4 execution environments are warm: AWS lets no")
        assert stage.live() == "2"


def test_a_rollback_warms_the_earlier_version(tmp_path: Path) -> None:
    """Whose adapter may be one that holds no ping and names no environment."""
    with pinged(tmp_path, lambda *_: Answer({"lift": "keep-warm"})) as (stage, pings):
        deploy(stage)
        pings.clear()
        rollback(stage.connect(), None, stage.ui, yes=True)
        assert pings == [("1", 1)] * 4
        assert stage.live() == "1"


def test_a_single_one_is_what_the_gate_has_woken(tmp_path: Path) -> None:
    with pinged(tmp_path, lambda _, before: environment(before)) as (stage, pings):
        stage.deploy(keep_warm=KeepWarm("rate(4 minutes)"))
        assert pings == []
