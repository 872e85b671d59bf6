"""What the bundle leaves out because Lambda's Python runtimes have it: the boto family.

Carefully: only what nothing else in the bundle needs, and boto3, botocore and s3transfer together
or not at all, since they fit each other by exact version.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from .pin import Pin

CORE = frozenset({"boto3", "botocore", "s3transfer"})
_THEIRS = frozenset({"jmespath", "python-dateutil", "urllib3", "six"})


@dataclass(frozen=True)
class Provided:
    """What the runtime has and the bundle does without; or why it does not do without.

    ``kept_because`` is "" where nothing of the family is asked for, or it is left out.
    """

    left_out: tuple[Pin, ...] = ()
    kept_because: str = ""


@dataclass(frozen=True)
class Resolution:
    """The packages that go in, and those that the runtime has."""

    pins: tuple[Pin, ...]
    provided: Provided


def without(
    pins: tuple[Pin, ...],
    needed_by: Callable[[], Mapping[str, Collection[str]]],
    keep: Collection[str],
    versioned: Collection[str],
) -> Resolution:
    """``pins`` without what the runtime has.

    ``needed_by`` gives for each package those that ask for it ("" is the project itself) and is
    called only when that decides, since it takes a while. ``keep`` are the names that the settings
    want kept, ``versioned`` those of which the project's own requirements name a version. Without
    one, the project's requirement is met by the runtime.
    """
    if why := _wanted_because({pin.name for pin in pins} & CORE, keep, versioned):
        return Resolution(pins, Provided(kept_because=why))
    asked = needed_by()
    if why := _needed_because(asked):
        return Resolution(pins, Provided(kept_because=why))
    dropped = _droppable(asked, keep)
    kept = tuple(pin for pin in pins if pin.name not in dropped)
    return Resolution(kept, Provided(tuple(pin for pin in pins if pin.name in dropped)))


def _wanted_because(core: set[str], keep: Collection[str], versioned: Collection[str]) -> str:
    if named := sorted(core & set(keep)):
        return f"the settings keep {named[0]}"
    if named := sorted(core & set(versioned)):
        return f"the requirements name a version of {named[0]}"
    return ""


def _needed_because(needed_by: Mapping[str, Collection[str]]) -> str:
    core = CORE & needed_by.keys()
    others = sorted({each for name in core for each in needed_by[name]} - CORE - {""})
    return f"{' and '.join(others)} asked for it" if others else ""


def _droppable(needed_by: Mapping[str, Collection[str]], keep: Collection[str]) -> Collection[str]:
    """boto3, botocore and s3transfer, and what only they need."""
    dropped = set(CORE & needed_by.keys())
    while more := {
        name
        for name in _THEIRS & needed_by.keys() - dropped - set(keep)
        if set(needed_by[name]) <= dropped
    }:
        dropped |= more
    return dropped
