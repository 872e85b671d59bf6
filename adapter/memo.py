"""Answers remembered. What repeats in every request, header names above all, is worked out once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Clients make names up, so it is bounded.
BOUND = 512


class Memo(dict["Any", "Any"]):
    """``memo[argument]`` is ``function(argument)``, faster from the second time on.

    A plain lookup in C. What raises is not remembered.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, argument: Any) -> Any:
        answer = self.function(argument)
        remember(self, argument, answer)
        return answer


def remember(known: dict[Any, Any], argument: Any, answer: Any) -> None:
    """Put an answer into a bounded dict. A loop over many is faster on a dict of no class."""
    if len(known) >= BOUND:
        known.clear()
    known[argument] = answer
