"""Time, of calls that take turns: a busy machine hurts all alike, and the best round counts."""

from __future__ import annotations

from collections.abc import Callable
from timeit import Timer


def best_times(
    calls: dict[str, Callable[[], object]], rounds: int, repeats: int
) -> dict[str, float]:
    """Microseconds a call: the best of ``rounds`` rounds of ``repeats`` calls each."""
    timers = {name: Timer(call) for name, call in calls.items()}
    best = dict.fromkeys(timers, float("inf"))
    for _ in range(rounds):
        for name, timer in timers.items():
            best[name] = min(best[name], timer.timeit(repeats) / repeats * 1e6)
    return best
