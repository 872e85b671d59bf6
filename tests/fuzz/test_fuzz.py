"""The short form of ``make fuzz``, and that a long one would find something."""

from random import Random
from typing import Any

from .campaign import Campaign, Failure, end_of
from .events import broken
from .reducing import reduced


def test_broken_events_end_in_an_answer_or_a_documented_exception() -> None:
    campaign = Campaign(seed=3)
    campaign.run(3000)
    assert campaign.failure is None, campaign.failure
    assert campaign.ends.keys() == {"an answer", "UnknownEvent", "UnreadableEvent"}
    assert min(campaign.ends.values()) > 300


def test_the_same_seed_makes_the_same_events() -> None:
    first, second = Random(1), Random(1)
    assert [broken(first) for _ in range(50)] == [broken(second) for _ in range(50)]


def test_a_failing_event_is_shown_without_what_is_not_needed() -> None:
    def case(event: Any) -> str:
        if event.get("a", {}).get("b"):
            raise ValueError
        return "an answer"

    event = {"a": {"b": [0, 1], "c": 2}, "d": [{"e": 3}]}
    error = end_of(case, event)
    assert isinstance(error, ValueError)
    assert reduced(Failure(error, event, case)) == {"a": {"b": [1]}}
