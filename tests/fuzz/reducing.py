"""The smallest event that still fails in the same way."""

import copy
import traceback
from collections.abc import Iterator
from typing import Any

from .campaign import Failure, end_of


def reduced(failure: Failure) -> Any:
    """``failure.event`` without whatever is not needed for the failure."""
    event = failure.event
    while (smaller := smaller_event(failure, event)) is not None:
        event = smaller
    return event


def smaller_event(failure: Failure, event: Any) -> Any:
    """``event`` without one of its parts, if there is one that it fails without."""
    for path in paths(event):
        smaller = without(event, path)
        end = end_of(failure.case, smaller)
        if not isinstance(end, str) and kind(end) == kind(failure.error):
            return smaller
    return None


def kind(error: BaseException) -> tuple[object, ...]:
    """What makes two failures the same: the type, and the line that raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return type(error), frame.filename, frame.lineno


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value inside, outer ones first."""
    keys = (
        list(value) if isinstance(value, dict) else range(len(value) if type(value) is list else 0)
    )
    for key in keys:
        yield (*path, key)
    for key in keys:
        yield from paths(value[key], (*path, key))


def without(event: Any, path: tuple[Any, ...]) -> Any:
    smaller = copy.deepcopy(event)
    holder = smaller
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return smaller
